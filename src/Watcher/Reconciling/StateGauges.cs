using System.Diagnostics.Metrics;
using OfoWatcher.Notifications;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Telemetry;

namespace OfoWatcher.Reconciling;

/// <summary>
/// How things stand, for metrics: asked of memory at each scrape, never of a volume. A replica that stands by has no
/// projects and no runs, so that sums over all replicas are right.
/// </summary>
internal sealed class StateGauges(
    StatusBoard board, WorkQueue queue, LaunchGate gate, LeadershipStatus leadership, HealthBoard health,
    Outbox outbox) : IDisposable
{
    private Meter? meter;

    /// <summary>Begins to tell, and makes counters known at nothing; those who listen must be there already.</summary>
    public void Start()
    {
        meter = new Meter(Instruments.Source, Instruments.Version);
        meter.CreateObservableGauge("ofo_watcher.projects", Projects, null, "Projects by where they stand.");
        meter.CreateObservableGauge(
            "ofo_watcher.queue.depth", () => queue.Depth, null, "Projects that wait in the work queue for a worker.");
        meter.CreateObservableGauge(
            "ofo_watcher.queue.longest_running", () => queue.LongestInWork.TotalSeconds, "s",
            "For how long that project is handled that is handled for longest; 0 when none is.");
        meter.CreateObservableGauge(
            "ofo_watcher.projects.stuck", () => board.All.Count(status => status.StuckSince is not null), null,
            "Projects that do not come on; stuck.json tells why.");
        meter.CreateObservableGauge("ofo_watcher.runs.active", () => gate.Running, null, "Runs that are under way.");
        meter.CreateObservableGauge(
            "ofo_watcher.leader", () => leadership.Role == WatcherRole.Leader ? 1 : 0, null,
            "1 when this process leads, 0 when it stands by.");
        meter.CreateObservableGauge(
            "ofo_watcher.condition", Conditions, null, "1 when what the watcher depends on works, 0 when it does not.");
        meter.CreateObservableGauge(
            "ofo_watcher.build_info", Build, null, "1, with the program's version and the commit it was built from.");
        meter.CreateObservableGauge(
            "ofo_watcher.notifications.pending", () => outbox.Pending, null,
            "Events that webhooks have not been told of yet, each for each webhook.");
        QueueMetrics.Begin();
        ReconcileMetrics.Begin();
        ScanMetrics.Begin();
        RunMetrics.Begin();
        LeaseMetrics.Begin();
        NotificationMetrics.Begin();
    }

    public void Dispose() => meter?.Dispose();

    private IEnumerable<Measurement<int>> Projects()
    {
        var counts = board.All.CountBy(status => status.State).ToDictionary();
        return Enum.GetValues<ProjectState>().Select(state =>
            new Measurement<int>(counts.GetValueOrDefault(state), Instruments.Label("state", state.ToString())));
    }

    private IEnumerable<Measurement<int>> Conditions() =>
        HealthBoard.Names.Select(name => new Measurement<int>(
            health.Faults.ContainsKey(name) ? 0 : 1, Instruments.Label("condition", name)));

    private static Measurement<int> Build()
    {
        var parts = Instruments.Version.Split('+', 2);
        return new Measurement<int>(
            1,
            Instruments.Label("version", parts[0]),
            Instruments.Label("revision", parts.ElementAtOrDefault(1) ?? ""));
    }
}
