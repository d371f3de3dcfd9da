namespace OfoWatcher.Notifications;

/// <summary>Addresses of the status page, as people find it.</summary>
internal static class StatusLinks
{
    /// <summary>A project's own page; null when the page's address is not set.</summary>
    public static string? PageOf(string project, NotificationOptions options) =>
        Root(options) is { } root ? $"{root}/projects/{Uri.EscapeDataString(project)}" : null;

    /// <summary>A project's report; null when the page's address is not set.</summary>
    public static string? ReportOf(string project, NotificationOptions options) =>
        Root(options) is { } root ? $"{root}/api/v1/projects/{Uri.EscapeDataString(project)}/report.html" : null;

    private static string? Root(NotificationOptions options) =>
        options.LinkBase.Length > 0 ? options.LinkBase.TrimEnd('/') : null;
}
