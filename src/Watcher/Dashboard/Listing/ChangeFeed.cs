namespace OfoWatcher.Dashboard.Listing;

/// <summary>Tells all who listen what changes in the list. While somebody does, it is kept current.</summary>
internal sealed class ChangeFeed : IDisposable
{
    /// <summary>So many may listen at once: each holds a connection.</summary>
    public const int MostListeners = 500;

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly HashSet<ChangeListener> listeners = [];
    private readonly ProjectIndex index;
    private readonly TimeProvider time;
    private ITimer? timer;

    public ChangeFeed(ProjectIndex index, TimeProvider time)
    {
        (this.index, this.time) = (index, time);
        index.Changed += Tell;
    }

    /// <summary>Begins to listen until the listener is disposed of; null when too many do already.</summary>
    public ChangeListener? Listen()
    {
        lock (gate)
        {
            if (listeners.Count >= MostListeners)
                return null;
            var listener = new ChangeListener(Leave);
            listeners.Add(listener);
            timer ??= time.CreateTimer(_ => index.Refresh(), null, TimeSpan.Zero, Beat);
            return listener;
        }
    }

    public void Dispose()
    {
        index.Changed -= Tell;
        timer?.Dispose();
    }

    private void Tell(ProjectSnapshot snapshot)
    {
        var change = ListChange.Of(snapshot);
        lock (gate)
        {
            foreach (var listener in listeners)
                listener.Tell(change);
        }
    }

    private void Leave(ChangeListener listener)
    {
        lock (gate)
        {
            listeners.Remove(listener);
            if (listeners.Count > 0)
                return;
            timer?.Dispose();
            timer = null;
        }
    }
}
