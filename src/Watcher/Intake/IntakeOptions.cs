using FluentValidation;
using OfoWatcher.Platform;
using Quartz;

namespace OfoWatcher.Intake;

/// <summary>Where uploads arrive, and when they count as whole.</summary>
internal sealed record IntakeOptions
{
    public const string Section = "Intake";

    public const string DefaultCompleteMarker = "_UPLOADED";

    /// <summary>Folders whose direct child folders are projects. They are only ever read.</summary>
    public IReadOnlyList<string> InputRoots { get; init; } = [];

    /// <summary>Time between two scans. Not used when <see cref="ScanCron"/> is set.</summary>
    public TimeSpan ScanInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A cron expression of Quartz (seconds first) that says when to scan instead.</summary>
    public string ScanCron { get; init; } = "";

    /// <summary>
    /// How long an upload must stay unchanged. Caches of NFS clients are up to 60 s old: stay above that.
    /// </summary>
    public TimeSpan QuietPeriod { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often even a settled project whose folders did not change is read in full.</summary>
    public TimeSpan FullScanInterval { get; init; } = TimeSpan.FromHours(6);

    /// <summary>After this time an unchanged temporary file blocks no longer and becomes a finding.</summary>
    public TimeSpan StalePartialAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// A file of this name in the project's folder ends the wait at once. A number as its first line is the count of
    /// photos, which must have arrived.
    /// </summary>
    public string UploadCompleteMarker { get; init; } = DefaultCompleteMarker;

    /// <summary>Names of folders under an input root that are no projects.</summary>
    public IReadOnlyList<string> IgnoredFolders { get; init; } = [];

    /// <summary>An input root that gives no answer for this long is reported as hung.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromMinutes(1);
}

internal sealed class IntakeOptionsValidator : AbstractValidator<IntakeOptions>
{
    public IntakeOptionsValidator()
    {
        RuleFor(o => o.InputRoots).NotEmpty().WithMessage("must name at least one folder");
        RuleForEach(o => o.InputRoots).Must(Path.IsPathFullyQualified).WithMessage("must be an absolute path");
        RuleFor(o => o.InputRoots).Must(AreApart).WithMessage("must name folders none of which lies within another");
        RuleFor(o => o.ScanInterval).Within(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        RuleFor(o => o.ScanCron).Must(cron => cron.Length == 0 || CronExpression.TryParse(cron, out _))
            .WithMessage("must be empty or a cron expression of Quartz with seconds first, such as \"0 0/5 * * * ?\"");
        RuleFor(o => o.QuietPeriod).Within(TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
        RuleFor(o => o.FullScanInterval).Within(TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
        RuleFor(o => o.StalePartialAfter).Within(TimeSpan.FromSeconds(1), TimeSpan.FromDays(30));
        RuleFor(o => o.UploadCompleteMarker).Must(name => name.Length > 0 && !name.Contains('/') && name[0] != '.')
            .WithMessage("must be a file name that does not begin with a dot");
        RuleForEach(o => o.IgnoredFolders).Must(name => name.Length > 0 && !name.Contains('/'))
            .WithMessage("must be a folder's name without a path");
        RuleFor(o => o.StallTimeout).Within(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
    }

    private static bool AreApart(IReadOnlyList<string> roots)
    {
        var folders = roots.Where(Path.IsPathFullyQualified).Select(Folders.Normalize).ToList();
        return !folders.Where((a, i) => folders.Where((b, j) => i != j && Folders.Contains(a, b)).Any()).Any();
    }
}
