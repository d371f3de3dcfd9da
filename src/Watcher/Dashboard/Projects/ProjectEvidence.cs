using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Validation;
using OfoWatcher.Workflows;

namespace OfoWatcher.Dashboard.Projects;

/// <summary>All that the volumes tell of one project, read at once.</summary>
internal sealed record ProjectEvidence
{
    /// <summary>What its markers told, and the request that waits.</summary>
    public MarkerReading Reading { get; init; } = MarkerReading.None;

    /// <summary>How it ended; null when it has not, or its marker is damaged.</summary>
    public Marker? Marker => Reading.Marker;

    /// <summary>Whether the record of one of its runs is damaged, so that none can be relied on.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>Whether it is held, or was processed elsewhere.</summary>
    public bool IsInBaseline { get; init; }

    /// <summary>The records of its runs, the oldest intention first, at most <see cref="ProjectFolder.MostRuns"/>.</summary>
    public IReadOnlyList<RunRecord> Records { get; init; } = [];

    /// <summary>How many runs there are.</summary>
    public int RunCount { get; init; }

    /// <summary>What is remembered of its upload; null when nothing is.</summary>
    public UploadEntry? Upload { get; init; }

    /// <summary>What was found when its photos were last looked at; null when they were not.</summary>
    public CheckedReport? Report { get; init; }

    /// <summary>Whether there is a report for people.</summary>
    public bool HasPage { get; init; }

    /// <summary>Whether there is a map.</summary>
    public bool HasMap { get; init; }

    /// <summary>The names of the runs that have a configuration.</summary>
    public IReadOnlySet<string> WithConfig { get; init; } = new HashSet<string>();

    /// <summary>The names of the runs that have a log.</summary>
    public IReadOnlySet<string> WithLog { get; init; } = new HashSet<string>();

    /// <summary>The configuration of the latest run; null when it has none, or one too long to show.</summary>
    public string? Config { get; init; }

    /// <summary>The end of the latest run's log, oldest line first; none where it keeps none.</summary>
    public IReadOnlyList<string> LogLines { get; init; } = [];

    /// <summary>The run that was meant last; null when there was none.</summary>
    public RunRecord? Latest => Records.Count > 0 ? Records[^1] : null;

    /// <summary>What ended the project, if that was a run.</summary>
    public RunMarker? RunMarker => Marker as RunMarker;

    /// <summary>What its run left, as its marker tells.</summary>
    public IReadOnlyList<Product> Products => [.. ((Marker as CompletedMarker)?.Products ?? []).OfType<Product>()];

    /// <summary>What was found in its imagery, errors first: by the look that the marker tells of, where it tells.</summary>
    public IReadOnlyList<Finding> Findings => Marker is InvalidMarker invalid && invalid.Revision != Report?.Revision
        ? [.. invalid.Findings.OfType<Finding>()]
        : Report?.Findings ?? [];
}
