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
    private readonly Channel<ProjectEvent> due = Channel.CreateUnbounded<ProjectEvent>();
    private int waiting;
    private int failures;
    private volatile bool isPaused;
    private volatile bool isSending;
    private volatile bool isClosed;

    /// <summary>Whether nothing can be sent now: all is told, or the receiver is left alone.</summary>
    public bool IsQuiet => isPaused || Volatile.Read(ref waiting) == 0;

    /// <summary>Whether something is on its way.</summary>
    public bool IsSending => isSending;

    public void Add(ProjectEvent what)
    {
        Interlocked.Increment(ref waiting);
        due.Writer.TryWrite(what);
    }

    /// <summary>Begins nothing more; what is on its way goes on.</summary>
    public void Close() => isClosed = true;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var what in due.Reader.ReadAllAsync(cancellationToken))
        {
            isSending = true; // First: whoever closes it sees this, or is seen here.
            if (isClosed)
                break;
            var outcome = await send(what, cancellationToken);
            tried(what, outcome);
            isSending = false;
            if (outcome.Verdict != DeliveryVerdict.TryAgain)
            {
                failures = outcome.Verdict == DeliveryVerdict.Delivered ? 0 : failures;
                Interlocked.Decrement(ref waiting);
                continue;
            }

            // To the end of the line: one that its receiver cannot digest must not keep the others waiting.
            due.Writer.TryWrite(what);
            var pause = Task.Delay(DeliveryPolicy.PauseAfter(++failures, outcome.RetryAfter), time, cancellationToken);
            isPaused = true;
            await pause;
            isPaused = false;
        }

        isSending = false;
    }
}
