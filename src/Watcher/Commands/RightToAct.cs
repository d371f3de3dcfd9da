using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Reconciling.Notifying;

namespace OfoWatcher.Commands;

/// <summary>
/// The right of this process to launch and mark, which it gives back when disposed: the lock of the output folder for a
/// watcher of one machine, the Lease for one of several replicas in a cluster. A dry run needs none.
/// </summary>
internal sealed class RightToAct : IAsyncDisposable
{
    private readonly IDisposable? folder;
    private readonly LeaseElection? election;

    private RightToAct(IDisposable? folder, LeaseElection? election)
    {
        this.folder = folder;
        this.election = election;
    }

    /// <summary>Gets the right; in a cluster that may take as long as another replica lives.</summary>
    /// <exception cref="IOException">Another watcher has the folder, or it is missing: the message says which.</exception>
    public static async Task<RightToAct> TakeAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var status = services.GetRequiredService<LeadershipStatus>();
        if (await TakeFolderAsync(services, status) is { } taken)
            return taken;
        var election = services.GetRequiredService<LeaseElection>();
        status.Follow(() => election.Holder);
        status.Role = WatcherRole.Follower;
        await election.AcquireAsync(cancellationToken);
        var right = Prepared(services, election);
        status.Role = WatcherRole.Leader;
        var story = services.GetRequiredService<ClusterStory>();
        story.Leading();
        election.Lost.Register(story.LeadershipLost); // Nobody takes it any more once the host has ended in order.
        return right;
    }

    /// <summary>Gets the right at once or not at all, for a single pass.</summary>
    /// <returns>Null when another replica has it.</returns>
    /// <inheritdoc cref="TakeAsync" path="/exception"/>
    public static async Task<RightToAct?> TryTakeAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (await TakeFolderAsync(services, services.GetRequiredService<LeadershipStatus>()) is { } taken)
            return taken;
        var election = services.GetRequiredService<LeaseElection>();
        return await election.TryAcquireAsync(cancellationToken) ? Prepared(services, election) : null;
    }

    // Only now: one that stands by writes nothing.
    private static RightToAct Prepared(IServiceProvider services, LeaseElection election)
    {
        OutputLock.Prepare(services.GetRequiredService<OutputFolder>());
        return new RightToAct(null, election);
    }

    public async ValueTask DisposeAsync()
    {
        folder?.Dispose();
        if (election is not null)
            await election.ReleaseAsync();
    }

    /// <returns>Null when the right to the folder is the Lease's to give.</returns>
    private static async Task<RightToAct?> TakeFolderAsync(IServiceProvider services, LeadershipStatus status)
    {
        var output = services.GetRequiredService<OutputFolder>();
        if (services.GetRequiredService<ILeadership>() is LeaseElection)
        {
            OutputLock.RefuseIfMissing(output);
            return null;
        }

        var taken = output.IsReadOnly ? null : await OutputLock.TakeAsync(output, TimeProvider.System);
        (status.Role, status.Holder) = (WatcherRole.Leader, FileLock.ReadHolder(output.LockFile));
        return new RightToAct(taken, null);
    }
}
