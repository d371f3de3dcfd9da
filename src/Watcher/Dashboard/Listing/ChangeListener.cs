using System.Threading.Channels;

namespace OfoWatcher.Dashboard.Listing;

/// <summary>
/// Somebody who is told of changes. What comes before the last change was taken is made one with it, so that one who is
/// slow misses no project and takes no memory.
/// </summary>
/// <param name="leave">Called when nobody listens any more.</param>
internal sealed class ChangeListener(Action<ChangeListener> leave) : IDisposable
{
    private readonly Channel<ListChange> next = Channel.CreateBounded<ListChange>(1);

    /// <summary>Tells of a change without waiting. For one thread.</summary>
    public void Tell(ListChange change)
    {
        while (!next.Writer.TryWrite(change))
        {
            if (next.Reader.TryRead(out var untold))
                change = untold.Then(change);
        }
    }

    /// <summary>Waits for the next change.</summary>
    public ValueTask<ListChange> NextAsync(CancellationToken cancellationToken) =>
        next.Reader.ReadAsync(cancellationToken);

    public void Dispose() => leave(this);
}
