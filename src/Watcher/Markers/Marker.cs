using System.Text.Json.Serialization;
using OfoWatcher.Validation;

namespace OfoWatcher.Markers;

/// <summary>How a project ended, as it stands in one file beside its results.</summary>
internal abstract record Marker
{
    /// <summary>
    /// The version this program writes. A marker of another version is left alone, and so is its project.
    /// </summary>
    public const int CurrentSchemaVersion = 1;

    [JsonPropertyOrder(-3)]
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    [JsonPropertyOrder(-2)]
    public required string Project { get; init; }

    /// <summary>The imagery's revision that ended so, 32 hexadecimal digits.</summary>
    [JsonPropertyOrder(-2)]
    public required string Revision { get; init; }

    /// <summary>When the marker was written; where two stand, the later one counts.</summary>
    [JsonPropertyOrder(-2)]
    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>What happened, in a sentence.</summary>
    [JsonPropertyOrder(-2)]
    public required string Message { get; init; }

    /// <summary>The <c>_RETRY</c> file that was there when this came out: it has been answered.</summary>
    [JsonPropertyOrder(-2)]
    public string? RetryFile { get; init; }

    /// <summary>Who is to be told of it, and who was; null when nobody is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Notice? Notice { get; init; }
}

/// <summary>A marker that tells of a run's end.</summary>
internal abstract record RunMarker : Marker
{
    [JsonPropertyOrder(-1)]
    public required string Run { get; init; }

    [JsonPropertyOrder(-1)]
    public required string Engine { get; init; }

    /// <summary>1 for the revision's first run.</summary>
    [JsonPropertyOrder(-1)]
    public required int Attempt { get; init; }

    [JsonPropertyOrder(-1)]
    public DateTimeOffset? StartedAt { get; init; }

    [JsonPropertyOrder(-1)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The steps that began, in order; none when the engine knows no steps.</summary>
    /// <remarks>The reader sets what a marker of an earlier version does not hold to null.</remarks>
    public IReadOnlyList<MarkerStep> Steps { get; init => field = value ?? []; } = [];
}

/// <summary>The run ended well and its products are there.</summary>
internal sealed record CompletedMarker : RunMarker
{
    /// <summary>How many photos were processed; null when that is not known.</summary>
    public int? Photos { get; init; }

    /// <summary>What it was estimated to take in hours, without waiting; null when that is not known.</summary>
    public double? EstimatedHours { get; init; }

    /// <summary>SHA-256 of the run's configuration; null when it takes none.</summary>
    public string? ConfigSha256 { get; init; }

    /// <summary>The Workflow that the run was; null when its engine makes none, or forgot it.</summary>
    public MarkerWorkflow? Workflow { get; init; }

    /// <summary>What the run left: the files that its configuration promises first.</summary>
    public required IReadOnlyList<Product> Products { get; init; }
}

/// <summary>The run failed.</summary>
internal sealed record FailedMarker : RunMarker
{
    /// <summary>The step that failed; null when the engine knows no steps.</summary>
    public string? FailedStep { get; init; }

    /// <summary>All products that are missing or broken, each with why; none when it did not come that far.</summary>
    public IReadOnlyList<string> ProductFaults { get; init; } = [];

    /// <summary>The end of its log, oldest line first.</summary>
    public IReadOnlyList<string> LastLogLines { get; init; } = [];

    /// <summary>When it will be tried again; null when no attempts remain.</summary>
    public DateTimeOffset? RetryAt { get; init; }
}

/// <summary>The imagery was not worth a run.</summary>
internal sealed record InvalidMarker : Marker
{
    /// <summary>The upload's stamp: a file replaced by another of the same size is worth another look.</summary>
    public required string UploadStamp { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>
    /// When it is looked at again though nothing in it changed, because what stops it may have been mended elsewhere; null
    /// when only a change brings another look.
    /// </summary>
    public DateTimeOffset? LookAgainAt { get; init; }
}
