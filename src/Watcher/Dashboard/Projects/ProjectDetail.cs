using System.Text.Json.Serialization;
using FluentValidation;
using OfoWatcher.Dashboard.Listing;
using OfoWatcher.Workflows;

namespace OfoWatcher.Dashboard.Projects;

/// <summary>All that a project's own page shows, as the API gives it.</summary>
internal sealed record ProjectDetail
{
    /// <summary>The most entries of a list that may be long. The API's description has it in words.</summary>
    public const int Most = 1000;

    /// <summary>The version of the list of projects that this belongs to.</summary>
    public required long Version { get; init; }

    /// <summary>The project as the list has it.</summary>
    public required ProjectRow Project { get; init; }

    /// <summary>What happened to it, oldest first, at most the latest 1000 events.</summary>
    public required IReadOnlyList<TimelineEvent> Timeline { get; init; }

    /// <summary>Its runs, newest first, at most 100.</summary>
    public required IReadOnlyList<RunDetail> Runs { get; init; }

    /// <summary>How many runs there are.</summary>
    public required int RunCount { get; init; }

    /// <summary>What was found in its imagery, errors first, at most 1000.</summary>
    public required IReadOnlyList<FindingDetail> Findings { get; init; }

    /// <summary>How many findings there are.</summary>
    public required int FindingCount { get; init; }

    /// <summary>What its run left, at most 1000 files.</summary>
    public required IReadOnlyList<ProductDetail> Products { get; init; }

    /// <summary>How many products there are.</summary>
    public required int ProductCount { get; init; }

    /// <summary>The configuration of the latest run; null when it has none.</summary>
    public ConfigDetail? Config { get; init; }

    /// <summary>The end of the latest run's log; null when there is none.</summary>
    public LogDetail? Log { get; init; }

    /// <summary>Whether there is a report for people.</summary>
    public required bool Report { get; init; }

    /// <summary>Whether there is a map.</summary>
    public required bool Map { get; init; }

    /// <summary>What may be asked for now.</summary>
    public required ProjectActions Actions { get; init; }
}

/// <summary>What the server would do for a project now, if it were asked, and that goes with the state shown.</summary>
/// <param name="Retry">It would run it again.</param>
/// <param name="Stop">It would stop its run.</param>
internal sealed record ProjectActions(bool Retry, bool Stop);

/// <summary>A run of a project.</summary>
internal sealed record RunDetail
{
    public required string Run { get; init; }

    /// <summary>1 for a revision's first run.</summary>
    public required int Attempt { get; init; }

    /// <summary>The imagery's revision.</summary>
    public required string Revision { get; init; }

    public required string Engine { get; init; }

    /// <summary>When the launch was written down.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    public DateTimeOffset? LaunchedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it ended: completed, failed, refused or superseded; null while it has not.</summary>
    public string? Result { get; init; }

    /// <summary>The name of its Workflow; null when its engine makes none.</summary>
    public string? Workflow { get; init; }

    /// <summary>Where it is found in Argo's own user interface; null when nowhere.</summary>
    public string? ArgoUrl { get; init; }

    /// <summary>Whether its configuration can be fetched.</summary>
    public required bool Config { get; init; }

    /// <summary>Whether its log can be fetched.</summary>
    public required bool Log { get; init; }

    /// <summary>Its steps in order; none when the engine knows none, or they were forgotten.</summary>
    public IReadOnlyList<StepDetail> Steps { get; init; } = [];
}

/// <summary>A step of a run.</summary>
/// <param name="Name">As automate-metashape calls it.</param>
/// <param name="Tries">How often it was begun.</param>
internal sealed record StepDetail(string Name, RunPhase Phase, int Tries)
{
    /// <summary>When it began; null while it has not.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>What was found in a project's imagery.</summary>
internal sealed record FindingDetail(string Code, Severity Severity, bool Accepted, string Message)
{
    /// <summary>The file that it is about; null when it is about the whole.</summary>
    public string? File { get; init; }

    /// <summary>What to do about it; null when nothing is said.</summary>
    public string? Remedy { get; init; }
}

/// <summary>A file that a run left.</summary>
/// <param name="Path">Its path, by which it is fetched.</param>
internal sealed record ProductDetail(string Path, long Bytes)
{
    /// <summary>Where it was uploaded to; null when nowhere.</summary>
    public string? Url { get; init; }
}

/// <param name="Run">The run that it is the configuration of.</param>
internal sealed record ConfigDetail(string Run, string Text);

/// <param name="Run">The run that printed it.</param>
/// <param name="Lines">Oldest first.</param>
internal sealed record LogDetail(string Run, IReadOnlyList<string> Lines);

[JsonSerializable(typeof(ProjectDetail))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class ProjectDetailJson : JsonSerializerContext;
