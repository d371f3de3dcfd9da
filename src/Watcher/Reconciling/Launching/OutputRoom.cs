using OfoWatcher.Platform;

namespace OfoWatcher.Reconciling.Launching;

/// <summary>
/// What the output volume has left, asked of it now and then and not for each project that wants to go.
/// </summary>
internal sealed class OutputRoom(OutputFolder output, TimeProvider time)
{
    /// <summary>For how long an answer counts.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private long askedAt;
    private long? free;
    private bool isKnown;

    /// <summary>Bytes; null when the volume does not say.</summary>
    public long? FreeBytes
    {
        get
        {
            lock (gate)
            {
                if (isKnown && time.GetElapsedTime(askedAt) < Age)
                    return free;
                (free, askedAt, isKnown) = (FreeSpace.At(output.Root), time.GetTimestamp(), true);
                return free;
            }
        }
    }
}
