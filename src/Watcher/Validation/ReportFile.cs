using System.Text.Json.Serialization;
using OfoWatcher.Platform;

namespace OfoWatcher.Validation;

/// <summary><c>report.json</c>: what was found in a project's imagery, for people and programs.</summary>
internal sealed record ReportFile
{
    public const int CurrentSchemaVersion = 1;

    public const string FileName = "report.json";

    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    public required string Project { get; init; }

    public required string Revision { get; init; }

    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>What Metashape would load, in one line, see <see cref="LoadSummary"/>.</summary>
    public required string Summary { get; init; }

    /// <summary>Number of photos that Metashape would load.</summary>
    public required int Photos { get; init; }

    public required long PhotoBytes { get; init; }

    public required bool MayRun { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    public static ReportFile Of(ValidationReport report, string revision, DateTimeOffset checkedAt) => new()
    {
        Project = report.Imagery.Project,
        Revision = revision,
        CheckedAt = checkedAt,
        Summary = LoadSummary.Of(report.Imagery),
        Photos = report.Imagery.Inventory.Photos.Count,
        PhotoBytes = report.Imagery.Inventory.PhotoBytes,
        MayRun = report.MayRun,
        Findings = report.Findings,
    };

    /// <exception cref="IOException">The output volume is full, read-only or gone.</exception>
    public void Write(string projectOutput) =>
        AtomicFile.Write(
            Path.Combine(projectOutput, FileName), ReadableJson.Serialize(this, ReportJson.Default.ReportFile));
}

[JsonSerializable(typeof(ReportFile))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
internal sealed partial class ReportJson : JsonSerializerContext;
