namespace OfoWatcher.Notifications;

/// <summary>Addresses of the status page, as people find it.</summary>
internal static class StatusLinks
{
    /// <summary>The page of the event's project, of a test that of all; null when the page's address is not set.</summary>
    public static string? PageOf(ProjectEvent what, NotificationOptions options) =>
        Root(options) is not { } root ? null
        : what.IsTest ? $"{root}/"
        : $"{root}/projects/{Uri.EscapeDataString(what.Project)}";

    /// <summary>The report of the event's project; null when the page's address is not set.</summary>
    public static string? ReportOf(ProjectEvent what, NotificationOptions options) =>
        Root(options) is { } root && !what.IsTest
            ? $"{root}/api/v1/projects/{Uri.EscapeDataString(what.Project)}/report.html"
            : null;

    private static string? Root(NotificationOptions options) =>
        options.LinkBase.Length > 0 ? options.LinkBase.TrimEnd('/') : null;
}
