using System.Text.Json.Serialization;
using OfoWatcher.Reconciling;

namespace OfoWatcher.Dashboard.Listing;

/// <summary>What is new in the list since somebody was told last.</summary>
/// <param name="Version">The version that is told.</param>
/// <param name="Total">How many projects there are.</param>
/// <param name="Counts">How many stand in each state.</param>
/// <param name="Projects">
/// Those that are not as they were, or gone; null when anything may have changed, as when they are many.
/// </param>
internal sealed record ListChange(
    long Version,
    int Total,
    IReadOnlyDictionary<ProjectState, int> Counts,
    IReadOnlyList<string>? Projects)
{
    /// <summary>The most projects that are named.</summary>
    public const int Most = 100;

    /// <summary>What a snapshot shows that the one before it did not.</summary>
    public static ListChange Of(ProjectSnapshot snapshot) =>
        new(snapshot.Version, snapshot.Rows.Total, snapshot.Rows.Counts, snapshot.Changed);

    /// <summary>This change and a later one as one.</summary>
    public ListChange Then(ListChange later)
    {
        if (Projects is null || later.Projects is null)
            return later with { Projects = null };
        var both = Projects.Union(later.Projects, StringComparer.Ordinal).ToList();
        return later with { Projects = both.Count > Most ? null : both };
    }
}

[JsonSerializable(typeof(ListChange))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
internal sealed partial class ListChangeJson : JsonSerializerContext;
