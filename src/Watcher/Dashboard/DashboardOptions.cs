using FluentValidation;
using OfoWatcher.Platform;

namespace OfoWatcher.Dashboard;

/// <summary>The watcher's own web server: pages for people, health for probes, status for programs.</summary>
internal sealed record DashboardOptions
{
    public const string Section = "Dashboard";

    /// <summary>Where it listens, such as <c>http://0.0.0.0:8080</c>. Without it there is none.</summary>
    public string Listen { get; init; } = "";

    /// <summary>
    /// Where a run is found in Argo's own user interface, such as
    /// <c>https://argo.example.org/workflows/{namespace}/{workflow}</c>. Empty links to nothing.
    /// </summary>
    public string ArgoUrl { get; init; } = "";

    /// <summary>
    /// The password of those who may retry and stop projects by it. Without it nobody can. Better given by the
    /// environment variable <c>Dashboard__Token</c> than in a file; a change in a file counts at once.
    /// </summary>
    [Secret]
    public string Token { get; init; } = "";
}

internal sealed class DashboardOptionsValidator : AbstractValidator<DashboardOptions>
{
    // What can be guessed is no protection.
    private const int ShortestToken = 16;
    private const int LongestToken = 256;

    public DashboardOptionsValidator()
    {
        RuleFor(o => o.Listen).Must(IsAddress)
            .WithMessage("must be empty or an IP address or localhost with a port, such as \"http://127.0.0.1:8080\"");
        RuleFor(o => o.ArgoUrl).Must(url => url.Length == 0 || ArgoUrl.IsTemplate(url))
            .WithMessage("must be empty, or an address that begins with https:// or http:// and has {workflow} in it, and "
                + "{namespace} if that is wanted, such as \"https://argo.example.org/workflows/{namespace}/{workflow}\"");
        RuleFor(o => o.Token).Must(IsToken)
            .WithMessage(
                $"must be empty or {ShortestToken} to {LongestToken} letters, digits and signs of ASCII, no spaces");
    }

    private static bool IsToken(string text) =>
        text.Length == 0
        || (text.Length is >= ShortestToken and <= LongestToken && text.All(letter => letter is > ' ' and <= '~'));

    // A host's name would be taken for any address there is.
    private static bool IsAddress(string text) =>
        text.Length == 0
        || (Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri is { Scheme: "http", AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
            && (uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || uri.Host == "localhost"));
}
