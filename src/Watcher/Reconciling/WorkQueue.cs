using System.Threading.Channels;
using OfoWatcher.Telemetry;

namespace OfoWatcher.Reconciling;

/// <summary>
/// The keyed work queue of Kubernetes controllers: a key that waits is not added twice, a key in work is
/// never handed to a second worker, and one added meanwhile comes again after it is done. Keys are project
/// names and carry nothing else.
/// </summary>
internal sealed class WorkQueue : IDisposable
{
    private const long Never = long.MaxValue;
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(5);

    // A timer takes no more than 49 days. One that goes off early finds nothing due and is set again.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly Lock gate = new();
    private readonly Channel<string> ready = Channel.CreateUnbounded<string>();
    private readonly Dictionary<string, long> waiting = []; // Since when.
    private readonly Dictionary<string, long> inWork = []; // Since when.
    private readonly HashSet<string> again = [];

    // Due by the monotonic clock: setting the clock moves nothing.
    private readonly Dictionary<string, long> later = [];
    private readonly Dictionary<string, int> failures = [];
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private long next = Never; // When the timer goes off.
    private long handed;

    public WorkQueue(TimeProvider time)
    {
        this.time = time;
        timer = time.CreateTimer(_ => AddDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether no key waits or is in work; keys that are to come later do not count.</summary>
    public bool IsIdle
    {
        get
        {
            lock (gate)
                return waiting.Count == 0 && inWork.Count == 0;
        }
    }

    /// <summary>How many keys wait for a worker.</summary>
    public int Depth
    {
        get
        {
            lock (gate)
                return waiting.Count;
        }
    }

    /// <summary>For how long the key is in work that is so for longest; zero when none is.</summary>
    public TimeSpan LongestInWork
    {
        get
        {
            lock (gate)
                return inWork.Count == 0 ? TimeSpan.Zero : time.GetElapsedTime(inWork.Values.Min());
        }
    }

    /// <summary>How many keys were handed out so far: work that began and ended between two looks shows here.</summary>
    public long Handed
    {
        get
        {
            lock (gate)
                return handed;
        }
    }

    /// <summary>Adds a key; one that failed and backs off comes when its time has come.</summary>
    public void Add(string key)
    {
        lock (gate)
        {
            if (!failures.ContainsKey(key) || !later.ContainsKey(key))
                AddNow(key);
        }
    }

    /// <summary>Adds a key after a time. Of several times the earliest counts.</summary>
    public void AddAfter(string key, TimeSpan delay)
    {
        lock (gate)
        {
            if (delay <= TimeSpan.Zero)
            {
                AddNow(key);
                return;
            }

            var due = time.GetTimestamp() + (long)(delay.TotalSeconds * time.TimestampFrequency);
            if (!later.TryGetValue(key, out var earlier) || due < earlier)
                later[key] = due;
            if (due < next)
                SetTimer(due);
        }
    }

    /// <summary>Hands out the next key; it must be given back by <see cref="Done"/> or <see cref="Failed"/>.</summary>
    public async ValueTask<string> TakeAsync(CancellationToken cancellationToken)
    {
        var key = await ready.Reader.ReadAsync(cancellationToken);
        lock (gate)
        {
            if (waiting.Remove(key, out var since))
                QueueMetrics.Taken(time.GetElapsedTime(since));
            inWork[key] = time.GetTimestamp();
            handed++;
        }

        return key;
    }

    /// <summary>Gives back a key whose handling went well.</summary>
    public void Done(string key)
    {
        lock (gate)
        {
            failures.Remove(key);
            Finish(key);
        }
    }

    /// <summary>
    /// Gives back a key whose handling failed: it comes again after a time that doubles with each failure.
    /// </summary>
    /// <returns>The time until then.</returns>
    public TimeSpan Failed(string key)
    {
        TimeSpan delay;
        lock (gate)
        {
            var count = failures[key] = failures.GetValueOrDefault(key) + 1;
            delay = FirstBackOff * Math.Pow(2, Math.Min(count - 1, 20));
            delay = delay < LongestBackOff ? delay : LongestBackOff;
            again.Remove(key); // Otherwise each scan would undo the back-off.
            Finish(key);
        }

        QueueMetrics.Retried();
        AddAfter(key, delay);
        return delay;
    }

    public void Dispose() => timer.Dispose();

    private void AddNow(string key)
    {
        later.Remove(key);
        if (inWork.ContainsKey(key))
        {
            again.Add(key);
        }
        else if (waiting.TryAdd(key, time.GetTimestamp()))
        {
            QueueMetrics.Added();
            ready.Writer.TryWrite(key);
        }
    }

    private void Finish(string key)
    {
        inWork.Remove(key);
        if (again.Remove(key))
            AddNow(key);
    }

    private void AddDue()
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            foreach (var key in later.Where(entry => entry.Value <= now).Select(entry => entry.Key).ToList())
                AddNow(key);
            SetTimer(later.Count == 0 ? Never : later.Values.Min());
        }
    }

    private void SetTimer(long due)
    {
        next = due;
        if (due == Never)
            return;
        var ticks = Math.Max(0, due - time.GetTimestamp());
        var delay = Math.Min(ticks / (double)time.TimestampFrequency, LongestTimer.TotalSeconds);
        timer.Change(TimeSpan.FromSeconds(delay), Timeout.InfiniteTimeSpan);
    }
}
