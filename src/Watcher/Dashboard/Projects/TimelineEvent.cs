namespace OfoWatcher.Dashboard.Projects;

internal enum TimelineKind
{
    /// <summary>The watcher first saw the project on the share.</summary>
    Found,

    /// <summary>Its upload had ended.</summary>
    Settled,

    /// <summary>Its photos had been looked at.</summary>
    Checked,

    /// <summary>A run of it was launched.</summary>
    Launched,

    /// <summary>A step of a run began.</summary>
    Step,

    /// <summary>A run ended, or the project without one.</summary>
    Ended,
}

/// <summary>Something that happened to a project.</summary>
/// <param name="At">When it happened, or began.</param>
/// <param name="Words">What happened.</param>
internal sealed record TimelineEvent(DateTimeOffset At, TimelineKind Kind, string Words)
{
    /// <summary>The run it belongs to; null when it belongs to none.</summary>
    public string? Run { get; init; }

    /// <summary>That run's number among those of its revision, from 1.</summary>
    public int? Attempt { get; init; }

    /// <summary>When it ended, where it took time; null while it has not.</summary>
    public DateTimeOffset? Until { get; init; }
}
