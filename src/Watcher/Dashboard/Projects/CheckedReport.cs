using System.Text.Json;
using System.Text.Json.Serialization;
using OfoWatcher.Platform;
using OfoWatcher.Validation;
using OfoWatcher.Validation.Report;

namespace OfoWatcher.Dashboard.Projects;

/// <summary>What of <c>report.json</c> is shown.</summary>
internal sealed record CheckedReport
{
    // Findings are few and name few files each; the rest is numbers.
    private const int Longest = 16 * 1024 * 1024;

    public string Revision { get; init; } = "";

    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>Errors first.</summary>
    public IReadOnlyList<Finding> Findings { get; init => field = [.. value.OfType<Finding>()]; } = [];

    /// <summary>Reads a project's report; null when there is none, or none that can be read.</summary>
    /// <param name="root">The output root.</param>
    /// <param name="folder">The name of the project's folder there.</param>
    /// <exception cref="IOException">The volume failed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static CheckedReport? Read(string root, string folder)
    {
        using var file = PlainFile.Open(root, $"{folder}/{ReportFile.FileName}");
        if (file?.ReadAll(Longest) is not { } bytes)
            return null;
        try
        {
            return JsonSerializer.Deserialize(bytes, CheckedReportJson.Default.CheckedReport);
        }
        catch (JsonException)
        {
            return null; // Somebody else wrote it.
        }
    }
}

[JsonSerializable(typeof(CheckedReport))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true)]
internal sealed partial class CheckedReportJson : JsonSerializerContext;
