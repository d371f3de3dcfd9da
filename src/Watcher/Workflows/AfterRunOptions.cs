using System.Text.RegularExpressions;
using FluentValidation;

namespace OfoWatcher.Workflows;

/// <summary>What follows a run that ended well.</summary>
internal sealed record AfterRunOptions
{
    public const string Section = "AfterRun";

    /// <summary>
    /// Where the products are uploaded to by the run's Workflow: a bucket, and a folder below it if one is wanted. The
    /// Secret <c>s3-credentials</c> says which service. Empty uploads nothing.
    /// </summary>
    public string UploadTo { get; init; } = "";

    /// <summary>
    /// The address under which that bucket's folder is found on the web, for the marker. Empty writes <c>s3://</c>
    /// addresses.
    /// </summary>
    public string UploadUrl { get; init; } = "";

    /// <summary>
    /// The file that gets a JSON line for each run that ended well, as the Open Forest Observatory's workflows read it.
    /// Empty writes none.
    /// </summary>
    public string CompletionLog { get; init; } = "";

    /// <summary>
    /// The WorkflowTemplate of a Workflow that is started after each run that ended well, with the same parameters. Empty
    /// starts none.
    /// </summary>
    public string FollowUpTemplate { get; init; } = "";

    /// <summary>
    /// Whether the Metashape project is deleted, which is far larger than the products. The products always stay.
    /// </summary>
    public bool DeleteProject { get; init; }
}

internal sealed partial class AfterRunOptionsValidator : AbstractValidator<AfterRunOptions>
{
    public AfterRunOptionsValidator()
    {
        RuleFor(o => o.UploadTo).Must(to => to.Length == 0 || BucketAndFolder().IsMatch(to))
            .WithMessage("must be empty, or a bucket's name and folders below it, such as ofo-public/drone/products");
        RuleFor(o => o.UploadUrl)
            .Must(url => url.Length == 0
                || (Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            .WithMessage("must be empty, or an address that begins with https://");
        RuleFor(o => o.CompletionLog).Must(path => path.Length == 0 || Path.IsPathFullyQualified(path))
            .WithMessage("must be empty, or an absolute path");
        RuleFor(o => o.FollowUpTemplate).Must(name => name.Length == 0 || Name().IsMatch(name))
            .WithMessage("must be empty, or the name of a WorkflowTemplate");
    }

    [GeneratedRegex(@"\A[a-z0-9][-.a-z0-9]{1,61}[a-z0-9](/[-_A-Za-z0-9][-_.A-Za-z0-9]*)*\z")]
    private static partial Regex BucketAndFolder();

    [GeneratedRegex(@"\A[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?\z")]
    private static partial Regex Name();
}
