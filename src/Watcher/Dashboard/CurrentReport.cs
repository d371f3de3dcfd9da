using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Leadership;

namespace OfoWatcher.Dashboard;

/// <summary>
/// Where all projects stand now. The watcher that acts knows it by heart once it has looked at every project; before
/// that, and on one that stands by, the folders tell.
/// </summary>
internal sealed class CurrentReport(
    StatusBoard board, FirstPass firstPass, LeadershipStatus leadership, FolderReport folders)
{
    /// <inheritdoc cref="FolderReport.ReadAsync"/>
    public async Task<StatusReport> GetAsync(CancellationToken cancellationToken)
    {
        if (leadership.Role == WatcherRole.Leader && firstPass.IsOver)
        {
            return new StatusReport(
                leadership.Holder, [.. board.All.OrderBy(status => status.Project, StringComparer.Ordinal)]);
        }

        var report = await folders.ReadAsync(cancellationToken);
        // Whose lock lies on a volume of another machine may not be seen from here.
        return report with { Watcher = report.Watcher ?? leadership.Holder };
    }
}
