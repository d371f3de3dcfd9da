using System.Text.Json.Serialization;
using OfoWatcher.Platform;

namespace OfoWatcher.Validation.Report;

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

    /// <summary>What was flown, in numbers.</summary>
    public required SurveyNumbers Survey { get; init; }

    /// <summary>The flight lines in the order in which they were flown, at most <see cref="MostLines"/>.</summary>
    public required IReadOnlyList<ReportedLine> Lines { get; init; }

    /// <summary>Places that too few photos show, the largest first.</summary>
    public required IReadOnlyList<ReportedGap> Gaps { get; init; }

    /// <summary>Errors first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The most flight lines that are told one by one.</summary>
    public const int MostLines = 1000;

    public static ReportFile Of(ProjectReport project)
    {
        var imagery = project.Report.Imagery;
        return new ReportFile
        {
            Project = imagery.Project,
            Revision = project.Revision,
            CheckedAt = project.CheckedAt,
            Summary = LoadSummary.Of(imagery),
            Photos = imagery.Inventory.Photos.Count,
            PhotoBytes = imagery.Inventory.PhotoBytes,
            MayRun = project.Report.MayRun,
            Survey = SurveyNumbers.Of(imagery),
            Lines = [.. imagery.Survey.Lines.Take(MostLines).Select(line => ReportedLine.Of(line, imagery.Survey))],
            Gaps = [.. imagery.Survey.Gaps.Select(gap => ReportedGap.Of(gap, imagery.Survey))],
            Findings = project.Report.Findings,
        };
    }

    /// <exception cref="IOException">The output volume is full, read-only or gone.</exception>
    public void Write(string path) =>
        AtomicFile.Write(path, ReadableJson.Serialize(this, ReportJson.Default.ReportFile));
}

[JsonSerializable(typeof(ReportFile))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
internal sealed partial class ReportJson : JsonSerializerContext;
