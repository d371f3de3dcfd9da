using System.Globalization;
using OfoWatcher.Markers;
using OfoWatcher.Notifications;
using OfoWatcher.Notifications.ClusterEvents;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling.Notifying;

/// <summary>
/// What of the story is told in the cluster: a run's beginning and end on its Workflow, what needs somebody on the
/// watcher's own pod.
/// </summary>
internal sealed class ClusterStory(ClusterEventRecorder events)
{
    public void Launched(RunRecord record) => events.OnWorkflow(
        record.WorkflowName, "Launched",
        string.Create(CultureInfo.InvariantCulture, $"Launched for project {record.Project}, attempt {record.Attempt}"),
        isWarning: false);

    /// <param name="workflow">The name of the run's Workflow; null when it had none.</param>
    /// <param name="before">The marker that the new one replaces.</param>
    public void Ended(Marker marker, string? workflow, Marker? before)
    {
        switch (marker)
        {
            case CompletedMarker completed:
                events.OnWorkflow(
                    workflow ?? completed.Run, "Completed", $"Project {marker.Project} is COMPLETED: {marker.Message}",
                    isWarning: false);
                break;
            case FailedMarker failed:
                var what = failed.RetryAt is null ? $"Project {marker.Project} is FAILED" : "Another attempt follows";
                events.OnWorkflow(workflow ?? failed.Run, "Failed", $"{what}: {marker.Message}", isWarning: true);
                break;
            case InvalidMarker when !MarkerNotices.IsSameNews(marker, before):
                events.OnPod(
                    "ProjectInvalid", $"Project {marker.Project} is INVALID: {marker.Message}", isWarning: true);
                break;
        }
    }

    public void Stuck(StuckNote note) =>
        events.OnPod("ProjectStuck", $"Project {note.Project} is stuck: {note.Why}", isWarning: true);

    /// <summary>This process leads now.</summary>
    public void Leading() => events.OnPod("Leading", "This watcher leads: it launches and marks", isWarning: false);

    /// <summary>This process leads no longer, though it did not give that up.</summary>
    public void LeadershipLost() =>
        events.OnPod("LeadershipLost", "This watcher leads no longer and starts afresh", isWarning: true);
}
