using Microsoft.Extensions.Options;
using OfoWatcher.Intake;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling.Leadership;

namespace OfoWatcher.Reconciling;

/// <summary>Whether passes still come, so that a watcher whose loop has died is started anew.</summary>
internal sealed class ScanPulse(
    IOptionsMonitor<IntakeOptions> settings, LeadershipStatus leadership, TimeProvider time)
{
    /// <summary>So many passes may be missing.</summary>
    private const int Missing = 10;

    /// <summary>The least time that proves anything on a machine that is busy or was paused.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private bool isUnderWay;
    private long? lastSign;

    /// <summary>Why the loop is taken for dead; null when it lives, or when nobody can tell.</summary>
    /// <remarks>
    /// A pass under way is alive however long it takes: the first walk of a large share takes hours, a scan that hangs
    /// is given up by itself, and what hangs in the kernel would hang again after a restart.
    /// </remarks>
    public string? Fault
    {
        get
        {
            var options = settings.CurrentValue;
            if (leadership.Role != WatcherRole.Leader || options.ScanCron.Length > 0)
                return null;
            lock (gate)
            {
                if (isUnderWay || lastSign is not { } last)
                    return null;
                var silence = time.GetElapsedTime(last);
                return silence > Bound(options.ScanInterval) ? $"no scan began for {Words.Time(silence)}" : null;
            }
        }
    }

    /// <summary>Takes note that passes were scheduled, or scheduled anew: from now on they can be missed.</summary>
    public void Scheduled()
    {
        lock (gate)
            lastSign = time.GetTimestamp();
    }

    public void PassBegan() => Note(underWay: true);

    public void PassEnded() => Note(underWay: false);

    private static TimeSpan Bound(TimeSpan interval) => interval * Missing > Least ? interval * Missing : Least;

    private void Note(bool underWay)
    {
        lock (gate)
        {
            isUnderWay = underWay;
            lastSign = time.GetTimestamp();
        }
    }
}
