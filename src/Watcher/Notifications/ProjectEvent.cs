using OfoWatcher.Markers;

namespace OfoWatcher.Notifications;

/// <summary>One thing that happened to a project, as it is told.</summary>
internal sealed record ProjectEvent
{
    /// <summary>Its own; the same each time that it is told.</summary>
    public required string Id { get; init; }

    public required ProjectEventKind Kind { get; init; }

    public required string Project { get; init; }

    /// <summary>When it was noticed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The run that ended; null when none did.</summary>
    public string? Run { get; init; }

    /// <summary>Which attempt that was, from 1.</summary>
    public int? Attempt { get; init; }

    /// <summary>The step that failed; null when none did or nobody can tell.</summary>
    public string? FailedStep { get; init; }

    /// <summary>How many photos were processed; null when nobody can tell.</summary>
    public int? Photos { get; init; }

    /// <summary>How many products a run left; null when it left none.</summary>
    public int? Products { get; init; }

    /// <summary>Their size together.</summary>
    public long? ProductBytes { get; init; }

    /// <summary>How many findings stop it; null when it was not for those.</summary>
    public int? Errors { get; init; }

    /// <summary>Since when it has not come on; null when it is not stuck.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether it only shows that a webhook can be told: nothing has happened to any project.</summary>
    public bool IsTest { get; private init; }

    /// <summary>An event of no project, to try a webhook with.</summary>
    public static ProjectEvent Test(WebhookOptions webhook, DateTimeOffset now) => new()
    {
        Id = Guid.NewGuid().ToString("N"),
        IsTest = true,
        Kind = ProjectEventKind.Completed,
        Project = "test",
        At = now,
        Message = "It was sent by hand and is of no project. This webhook is told of: "
            + $"{string.Join(", ", Enum.GetValues<ProjectEventKind>().Where(webhook.Wants))}.",
    };

    /// <summary>What a marker tells; null when that is no news for anybody, as that another attempt follows.</summary>
    public static ProjectEventKind? KindOf(Marker marker) => marker switch
    {
        CompletedMarker => ProjectEventKind.Completed,
        FailedMarker { RetryAt: null } => ProjectEventKind.Failed,
        InvalidMarker => ProjectEventKind.Invalid,
        _ => null,
    };

    /// <summary>The event of a marker that somebody is to be told of.</summary>
    /// <exception cref="ArgumentException">The marker tells of none.</exception>
    public static ProjectEvent Of(Marker marker, Notice notice) => new()
    {
        Id = notice.Id,
        Kind = KindOf(marker) ?? throw new ArgumentException("Another attempt follows.", nameof(marker)),
        Project = marker.Project,
        At = marker.WrittenAt,
        Message = marker.Message,
        Run = (marker as RunMarker)?.Run,
        Attempt = (marker as RunMarker)?.Attempt,
        FailedStep = (marker as FailedMarker)?.FailedStep,
        Photos = (marker as CompletedMarker)?.Photos,
        Products = (marker as CompletedMarker)?.Products.Count,
        ProductBytes = (marker as CompletedMarker)?.Products.Sum(product => product.Bytes),
        Errors = (marker as InvalidMarker)?.Findings.Count(finding => finding.Stops),
    };

    public static ProjectEvent Of(string project, StuckNote note, Notice notice) => new()
    {
        Id = notice.Id,
        Kind = ProjectEventKind.Stuck,
        Project = project,
        At = note.NoticedAt,
        Message = note.Why,
        Since = note.Since,
    };
}
