using OfoWatcher.Markers;
using OfoWatcher.Notifications;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Telemetry;
using OfoWatcher.Validation.Report;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>Does what was planned, one action after the other.</summary>
internal sealed class ActionExecutor(
    RunRecordStore records,
    StuckNotes stuck,
    IWorkflowEngine engine,
    Baseline baseline,
    ILeadership leadership,
    TimeProvider time)
{
    /// <exception cref="IOException">The output volume failed; the actions after it were not done.</exception>
    /// <exception cref="LeadershipLostException">Another watcher may act by now; likewise.</exception>
    public async Task ExecuteAsync(
        string projectOutput, IReadOnlyList<DurableAction> actions, CancellationToken cancellationToken)
    {
        if (actions.Count == 0)
            return;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, leadership.Lost);
        foreach (var action in actions)
        {
            leadership.ThrowIfLost();
            await TraceAsync(projectOutput, action, ends.Token);
        }
    }

    private async Task TraceAsync(string projectOutput, DurableAction action, CancellationToken cancellationToken)
    {
        using var span = Spans.Start(NameOf(action), Path.GetFileName(projectOutput));
        try
        {
            await ExecuteAsync(projectOutput, action, cancellationToken);
        }
        catch (Exception e)
        {
            span.Fail(e);
            throw;
        }
    }

    private static string NameOf(DurableAction action) => action switch
    {
        DurableAction.WriteRecord => "write record",
        DurableAction.Launch => "launch",
        DurableAction.Stop => "stop",
        DurableAction.WriteMarker => "mark",
        DurableAction.RemoveMarkers => "unmark",
        DurableAction.WriteReport => "write report",
        DurableAction.WriteConfig => "write configuration",
        DurableAction.AppendToLog => "append to completion log",
        DurableAction.FollowUp => "follow up",
        DurableAction.DeleteProject => "delete Metashape project",
        _ => "act",
    };

    private async Task ExecuteAsync(string projectOutput, DurableAction action, CancellationToken cancellationToken)
    {
        switch (action)
        {
            case DurableAction.WriteRecord write:
                records.Write(write.Record);
                break;
            case DurableAction.Launch launch:
                await engine.LaunchAsync(launch.Record, cancellationToken);
                break;
            case DurableAction.Stop stop:
                await engine.StopAsync(stop.Record, cancellationToken);
                break;
            case DurableAction.WriteMarker write:
                Directory.CreateDirectory(projectOutput);
                MarkerStore.Write(projectOutput, write.Marker);
                break;
            case DurableAction.NoteInMarker note:
                MarkerStore.Rewrite(projectOutput, note.Marker);
                break;
            case DurableAction.WriteStuckNote write:
                stuck.Write(projectOutput, write.Note);
                break;
            case DurableAction.RemoveStuckNote:
                stuck.Remove(projectOutput);
                break;
            case DurableAction.RemoveMarkers:
                MarkerStore.Remove(projectOutput);
                break;
            case DurableAction.ReleaseFromBaseline release:
                baseline.Refresh(); // Somebody may have adopted others since the latest pass.
                baseline.Release(release.Project);
                break;
            case DurableAction.RemoveRequest:
                RequestFile.Remove(projectOutput);
                break;
            case DurableAction.WriteReport write:
                Directory.CreateDirectory(projectOutput);
                new ProjectReport(write.Report, write.Revision, time.GetUtcNow()).WriteTo(projectOutput);
                break;
            case DurableAction.WriteConfig write:
                RunRecordStore.WriteConfig(write.Record, write.Text);
                break;
            case DurableAction.AppendToLog append:
                CompletionLog.Append(
                    append.Path, append.Record.Project, append.Record.WorkflowName,
                    append.Record.ClosedAt ?? time.GetUtcNow());
                break;
            case DurableAction.FollowUp follow:
                await engine.FollowUpAsync(follow.Record, follow.Template, cancellationToken);
                break;
            case DurableAction.DeleteProject delete:
                MetashapeProject.Delete(delete.Record.Folder);
                break;
        }
    }
}
