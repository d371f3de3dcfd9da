using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using OfoWatcher.Platform;

namespace OfoWatcher.Dashboard.Listing;

/// <summary>How many findings a project's report has.</summary>
/// <param name="Errors">Those that stop it.</param>
/// <param name="Warnings">Those that warn and are not accepted.</param>
internal sealed record FindingCount(int Errors, int Warnings)
{
    // A report of a thousand flight lines and as many findings takes less than one.
    private const int MostBytes = 16 << 20;

    /// <summary>Counts in a report; whatever is no report counts as none.</summary>
    /// <exception cref="IOException">The volume failed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FindingCount? Read(PlainFile report)
    {
        if (report.ReadAll(MostBytes) is not { } bytes)
            return null;
        try
        {
            var findings = JsonSerializer.Deserialize(bytes, CountedJson.Default.CountedReport)?.Findings;
            return findings is null
                ? null
                : new FindingCount(findings.Count(IsOpen(Severity.Error)), findings.Count(IsOpen(Severity.Warning)));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Func<CountedFinding?, bool> IsOpen(Severity severity) =>
        finding => finding is { Accepted: false } && finding.Severity == severity.ToString();
}

/// <summary>Of a report no more than what is counted.</summary>
internal sealed record CountedReport
{
    public IReadOnlyList<CountedFinding?>? Findings { get; init; }
}

internal sealed record CountedFinding
{
    public string? Severity { get; init; }

    public bool Accepted { get; init; }
}

[JsonSerializable(typeof(CountedReport))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class CountedJson : JsonSerializerContext;
