using OfoWatcher.Markers;
using OfoWatcher.Reconciling.Progress;

namespace OfoWatcher.Reconciling;

/// <summary>Where a project stands, as users see it.</summary>
internal enum ProjectState
{
    /// <summary>Its upload has not ended.</summary>
    Uploading,

    /// <summary>Its photos are being looked at.</summary>
    Checking,

    /// <summary>It waits for its turn, for a person, or for something to come back.</summary>
    Waiting,

    /// <summary>Its run goes on.</summary>
    Running,

    /// <summary>Its run ended well and its products are there.</summary>
    Completed,

    /// <summary>Its run failed for good.</summary>
    Failed,

    /// <summary>Its imagery was not worth a run.</summary>
    Invalid,
}

/// <param name="Project">The project's name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Words">What it waits for, or how it ended.</param>
/// <param name="Progress">The finished part of its run, 0 to 1; null when nobody can tell.</param>
internal sealed record ProjectStatus(string Project, ProjectState State, string Words, double? Progress = null)
{
    /// <summary>The step that its run is in; null when it has none or nobody can tell.</summary>
    public string? Step { get; init; }

    /// <summary>That step's place among the steps of the run, from 1; null when nobody can tell.</summary>
    public int? StepNumber { get; init; }

    /// <summary>How many steps the run has; null when nobody can tell.</summary>
    public int? StepCount { get; init; }

    /// <summary>When its run may have ended; null when it has none or nobody can tell.</summary>
    public DateTimeOffset? EstimatedEnd { get; init; }

    /// <summary>Since when it has not come on, if that is too long; null when it comes on or has ended.</summary>
    public DateTimeOffset? StuckSince { get; init; }

    /// <summary>The Workflow that goes, or that it ended with; null when there is none, or nobody can tell.</summary>
    public string? Workflow { get; init; }

    /// <summary>How many files its run left; null when none ended well.</summary>
    public int? Products { get; init; }

    /// <summary>Where a project stands that ended so.</summary>
    /// <param name="workflow">The Workflow that ended so; null when it was none.</param>
    public static ProjectStatus Of(string project, Marker marker, string? workflow) =>
        new(project, StateOf(marker), marker.Message)
        {
            Workflow = workflow,
            Products = (marker as CompletedMarker)?.Products.Count,
        };

    /// <summary>The same with how far its run is.</summary>
    public ProjectStatus With(RunStanding? run) => run is null
        ? this
        : this with
        {
            Progress = run.Progress,
            Step = run.Step,
            StepNumber = run.StepNumber,
            StepCount = run.StepCount,
            EstimatedEnd = run.EstimatedEnd,
        };

    public bool HasEnded => State is ProjectState.Completed or ProjectState.Failed or ProjectState.Invalid;

    /// <summary>Where a project stands that ended so; one that will be tried again waits for that.</summary>
    public static ProjectState StateOf(Marker marker) => marker switch
    {
        CompletedMarker => ProjectState.Completed,
        InvalidMarker => ProjectState.Invalid,
        FailedMarker { RetryAt: not null } => ProjectState.Waiting,
        _ => ProjectState.Failed,
    };

    /// <summary>The line that stands in <c>status.txt</c>.</summary>
    public string Line => $"{State}: {Words}";

    /// <summary>Reads such a line; null when it is none.</summary>
    public static ProjectStatus? Parse(string project, string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && Enum.TryParse<ProjectState>(line[..colon], out var state)
            ? new ProjectStatus(project, state, line[(colon + 2)..])
                .With(state == ProjectState.Running ? RunStanding.Parse(line[(colon + 2)..]) : null)
            : null;
    }
}
