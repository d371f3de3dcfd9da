using OfoWatcher.Markers;

namespace OfoWatcher.Notifications;

/// <summary>Decides who is to be told of a marker that is about to be written.</summary>
internal static class MarkerNotices
{
    /// <param name="marker">The new one.</param>
    /// <param name="before">The one that it replaces; null when there is none.</param>
    /// <returns>Null when nobody is to be told.</returns>
    public static Notice? For(Marker marker, Marker? before, NotificationOptions options)
    {
        if (IsSameNews(marker, before))
            return before!.Notice;
        return ProjectEvent.KindOf(marker) is { } kind
            ? Notice.Of(marker.Project, kind.ToString(), marker.WrittenAt, options.WhoWants(kind))
            : null;
    }

    /// <summary>
    /// Whether a marker says nothing new: imagery that is INVALID for what lies elsewhere is looked at each hour, and
    /// found to be as it was. What stops it counts, not the words: those have numbers that change with each look.
    /// </summary>
    public static bool IsSameNews(Marker marker, Marker? before) =>
        marker is InvalidMarker && before is InvalidMarker && marker.Revision == before.Revision
        && marker.RetryFile == before.RetryFile && WhatStops(marker).SetEquals(WhatStops(before));

    private static HashSet<(string Code, string File)> WhatStops(Marker marker) =>
    [
        .. ((InvalidMarker)marker).Findings.Where(finding => finding.Stops)
            .Select(finding => (finding.Code, finding.File)),
    ];
}
