using OfoWatcher.Dashboard.Listing;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Leadership;

namespace OfoWatcher.Tests.Dashboard.Listing;

/// <summary>Lists of projects for tests.</summary>
internal static class Rows
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A project of whose run all is known.</summary>
    public static readonly ProjectStatus Running = new("oak", ProjectState.Running, "step 2", 0.25)
    {
        Step = "align",
        StepNumber = 2,
        StepCount = 7,
        EstimatedEnd = Noon,
    };

    /// <summary>Counts nothing and reads nothing.</summary>
    public static FindingCounts NoFindings => new(_ => null, TimeProvider.System);

    public static ProjectStatus Waiting(string project, string words = "for its turn") =>
        new(project, ProjectState.Waiting, words);

    public static ProjectReading Reading(params IEnumerable<ProjectStatus> projects) =>
        new("process 1 on host", WatcherRole.Leader, projects, _ => null, workflow => $"https://argo/{workflow}");

    public static ProjectSnapshot Snapshot(ProjectSnapshot? before, params IEnumerable<ProjectStatus> projects) =>
        ProjectSnapshot.Of(Reading(projects), NoFindings, before, Noon);

    public static ProjectSnapshot Snapshot(params IEnumerable<ProjectRow> rows) =>
        new(1, Noon, null, WatcherRole.Leader, new ProjectRows(rows.ToDictionary(row => row.Project)), null);

    public static IEnumerable<ProjectStatus> Many(int count) =>
        Enumerable.Range(0, count).Select(number => Waiting($"survey_{number:D5}"));
}
