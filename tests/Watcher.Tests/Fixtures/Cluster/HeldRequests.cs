namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>
/// Requests that a <see cref="FaultProxy"/> keeps waiting before they reach the API server, until they are released.
/// </summary>
internal sealed class HeldRequests(Func<ProxiedRequest, bool> which) : IDisposable
{
    private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int count;

    /// <summary>Ends when the first of them has arrived.</summary>
    public Task Arrived => arrived.Task;

    /// <summary>How many have arrived.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Lets those that wait go on, and holds none any more.</summary>
    public void Release() => released.TrySetResult();

    public void Dispose() => Release();

    /// <summary>Waits where the request is one of those.</summary>
    public Task PassAsync(ProxiedRequest request, CancellationToken cancellation)
    {
        if (released.Task.IsCompleted || !which(request))
            return Task.CompletedTask;
        Interlocked.Increment(ref count);
        arrived.TrySetResult();
        return released.Task.WaitAsync(cancellation);
    }
}
