namespace OfoWatcher.Reconciling.Leadership;

/// <summary>
/// The right to launch and mark, which one process at a time has for an output folder. It is asked right before every
/// action that outlives the watcher, so that one that lost it does nothing after another may have begun.
/// </summary>
internal interface ILeadership
{
    /// <summary>Ends what is under way when the right is lost.</summary>
    CancellationToken Lost { get; }

    /// <exception cref="LeadershipLostException">This process may not act any more.</exception>
    void ThrowIfLost();
}

/// <summary>Another watcher may be acting by now: this one does nothing more.</summary>
internal sealed class LeadershipLostException(string message) : Exception(message);
