using System.Threading.Channels;

namespace OfoWatcher.Notifications;

/// <summary>
/// What one webhook is to be told, one after the other. After a failure it is left alone for a while.
/// </summary>
/// <param name="send">Tries to tell it.</param>
/// <param name="tried">Told what became of each try.</param>
internal sealed class WebhookLane(
    Func<ProjectEvent, CancellationToken, Task<DeliveryTry>> send, Action<ProjectEvent, DeliveryTry> tried,
    TimeProvider time)
{
    private readonly DueLine due = new();
    private readonly Channel<bool> added =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private int failures;
    private volatile bool isPaused;
    private volatile bool isSending;
    private volatile bool isClosed;
    private volatile TaskCompletionSource changed = NewSignal();

    /// <summary>Whether nothing can be sent now: all is told, or the receiver is left alone.</summary>
    public bool IsQuiet => isPaused || due.Count == 0;

    /// <summary>Whether something is on its way.</summary>
    public bool IsSending => isSending;

    /// <summary>How many events it has not been told of.</summary>
    public int Pending => due.Count;

    public void Add(ProjectEvent what)
    {
        due.Add(what);
        added.Writer.TryWrite(true);
    }

    /// <summary>Tries an event no more. One that is on its way is not called back.</summary>
    /// <returns>The event; null when it is not due.</returns>
    public ProjectEvent? Withdraw(string id) => due.Remove(id);

    /// <summary>Ends the pause, if there is one: the receiver is another than the one that failed.</summary>
    public void TryNow() => changed.TrySetResult();

    /// <summary>Begins nothing more; what is on its way goes on.</summary>
    public void Close() => isClosed = true;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var _ in added.Reader.ReadAllAsync(cancellationToken))
        {
            while (due.First is { } what)
            {
                isSending = true; // First: whoever closes it sees this, or is seen here.
                if (isClosed)
                    break;
                await TellAsync(what, cancellationToken);
            }

            isSending = false;
        }
    }

    private async Task TellAsync(ProjectEvent what, CancellationToken cancellationToken)
    {
        changed = NewSignal(); // What changes from here on may be too late for this try.
        var outcome = await send(what, cancellationToken);
        tried(what, outcome);
        isSending = false;
        if (outcome.Verdict != DeliveryVerdict.TryAgain)
        {
            failures = outcome.Verdict == DeliveryVerdict.Delivered ? 0 : failures;
            due.Remove(what.Id);
            return;
        }

        // One that its receiver cannot digest must not keep the other projects' waiting.
        due.Yield(what.Project);
        var pause = changed.Task
            .WaitAsync(DeliveryPolicy.PauseAfter(++failures, outcome.RetryAfter), time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        isPaused = true;
        await pause;
        isPaused = false;
        cancellationToken.ThrowIfCancellationRequested();
        if (changed.Task.IsCompleted)
            failures = 0;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
