using FluentValidation;

namespace OfoWatcher.Dashboard;

/// <summary>The watcher's own web server: health for probes, status for programs.</summary>
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
}

internal sealed class DashboardOptionsValidator : AbstractValidator<DashboardOptions>
{
    public DashboardOptionsValidator()
    {
        RuleFor(o => o.Listen).Must(IsAddress)
            .WithMessage("must be empty or an IP address or localhost with a port, such as \"http://127.0.0.1:8080\"");
        RuleFor(o => o.ArgoUrl).Must(url => url.Length == 0 || ArgoUrl.IsTemplate(url))
            .WithMessage("must be empty, or an address that begins with https:// or http:// and has {workflow} in it, and "
                + "{namespace} if that is wanted, such as \"https://argo.example.org/workflows/{namespace}/{workflow}\"");
    }

    // A host's name would be taken for any address there is.
    private static bool IsAddress(string text) =>
        text.Length == 0
        || (Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri is { Scheme: "http", AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
            && (uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || uri.Host == "localhost"));
}
