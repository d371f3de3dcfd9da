using Microsoft.Extensions.Options;

namespace OfoWatcher.Reconciling;

/// <summary>
/// Opens the launch gate once every project of the first scan was looked at: only then it is known what runs
/// already and who settled first.
/// </summary>
internal sealed class FirstPass(
    LaunchGate gate, WorkQueue queue, IOptionsMonitor<RunOptions> settings, TimeProvider time)
{
    private readonly Lock sync = new();
    private HashSet<string>? left;

    /// <summary>Whether the first scan has been made.</summary>
    public bool HasBegun => left is not null;

    /// <summary>Whether every project of the first scan was looked at.</summary>
    public bool IsOver
    {
        get
        {
            lock (sync)
                return left is { Count: 0 };
        }
    }

    /// <summary>Tells which projects there are to be looked at.</summary>
    public void Begin(IEnumerable<string> projects)
    {
        lock (sync)
        {
            left = [.. projects];
            OpenIfDone();
        }
    }

    /// <summary>Tells that a project was looked at, with success or not.</summary>
    public void NoteHandled(string project)
    {
        lock (sync)
        {
            if (left is { Count: > 0 } && left.Remove(project))
                OpenIfDone();
        }
    }

    private void OpenIfDone()
    {
        if (left!.Count > 0)
            return;
        gate.Open();
        foreach (var waiting in gate.Waiting(settings.CurrentValue, time.GetUtcNow()))
            queue.Add(waiting);
    }
}
