using System.Text.Json.Serialization;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Leadership;

namespace OfoWatcher.Dashboard.Listing;

/// <summary>A part of the list of projects.</summary>
internal sealed record ListPage
{
    /// <summary>Grows whenever something that a list shows has changed.</summary>
    public required long Version { get; init; }

    /// <summary>The moment at which the projects stood so: long ago when a volume hangs.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Who watches; null when nobody is known to.</summary>
    public string? Watcher { get; init; }

    /// <summary>What this process is among the watchers: "leader", "follower" or "starting".</summary>
    public required string Role { get; init; }

    /// <summary>How many of those that match the search stand in each state, whatever state is asked for.</summary>
    public required IReadOnlyDictionary<ProjectState, int> Counts { get; init; }

    /// <summary>How many of those that match the search do not come on.</summary>
    public required int Stuck { get; init; }

    /// <summary>How many projects there are.</summary>
    public required int Total { get; init; }

    /// <summary>How many match the search and the state.</summary>
    public required int Matching { get; init; }

    /// <summary>The page that is given, from 1: the last one when the one asked for lies behind it.</summary>
    public required int Page { get; init; }

    /// <summary>How many projects a page has.</summary>
    public required int PageSize { get; init; }

    /// <summary>How many pages there are, at least one.</summary>
    public required int Pages { get; init; }

    /// <summary>The projects of the page.</summary>
    public required IReadOnlyList<ProjectRow> Projects { get; init; }

    public static ListPage Of(ProjectSnapshot snapshot, ListQuery query)
    {
        IReadOnlyList<ProjectRow> found = snapshot.Rows.In(query.Order);
        var (counts, stuck) = (snapshot.Rows.Counts, snapshot.Rows.Stuck);
        if (query.Search.Length > 0)
        {
            found = [.. found.Where(row => row.Project.Contains(query.Search, StringComparison.OrdinalIgnoreCase))];
            (counts, stuck) = (ProjectRows.Count(found), ProjectRows.CountStuck(found));
        }

        if (query.States != default)
            found = [.. found.Where(row => query.States.Includes(row.State))];
        if (query.Stuck)
            found = [.. found.Where(row => row.StuckSince is not null)];
        var pages = Math.Max(1, (found.Count + query.PageSize - 1) / query.PageSize);
        var page = Math.Min(query.Page, pages);
        return new ListPage
        {
            Version = snapshot.Version,
            AsOf = snapshot.AsOf,
            Watcher = snapshot.Watcher,
            Role = snapshot.Role.ToWord(),
            Counts = counts,
            Stuck = stuck,
            Total = snapshot.Rows.Total,
            Matching = found.Count,
            Page = page,
            PageSize = query.PageSize,
            Pages = pages,
            Projects = [.. found.Skip((page - 1) * query.PageSize).Take(query.PageSize)],
        };
    }
}

[JsonSerializable(typeof(ListPage))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
internal sealed partial class ListPageJson : JsonSerializerContext;
