namespace OfoWatcher.Reconciling.Leadership;

/// <summary>
/// The right of a process that holds the lock of its output folder: the kernel takes it away only with its life.
/// </summary>
internal sealed class SoleWatcher : ILeadership
{
    public CancellationToken Lost => CancellationToken.None;

    public void ThrowIfLost()
    {
        // Never lost.
    }
}
