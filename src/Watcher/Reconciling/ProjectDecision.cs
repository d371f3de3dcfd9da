using OfoWatcher.Markers;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>What is to be done about a project now: a closed set.</summary>
internal abstract record ProjectDecision
{
    private ProjectDecision()
    {
    }

    /// <summary>Nothing can be done yet.</summary>
    /// <param name="Why">For what kind of thing it waits.</param>
    /// <param name="Words">For what it waits, for the pilot.</param>
    /// <param name="Until">When to look again at the latest; null when a scan or an event will tell.</param>
    internal sealed record Wait(WaitReason Why, string Words, DateTimeOffset? Until = null) : ProjectDecision;

    /// <summary>Look at the photos.</summary>
    internal sealed record Validate : ProjectDecision;

    /// <summary>Write the record down, unless it is there already, and ask the engine.</summary>
    internal sealed record Launch(RunRecord Record) : ProjectDecision;

    /// <summary>Open the record of a run again that somebody brought back to life: it is the project's run once more.</summary>
    internal sealed record Revive(Revival Revival) : ProjectDecision;

    /// <summary>The run goes on.</summary>
    internal sealed record Follow(RunRecord Record, Run Run) : ProjectDecision;

    /// <summary>Write down that the run is to end, and ask the engine.</summary>
    internal sealed record Stop(RunRecord Record, StopReason Reason) : ProjectDecision;

    /// <summary>Write down that the operator wants a run stopped; the next look asks the engine.</summary>
    internal sealed record TakeStop(RunRecord Record) : ProjectDecision;

    /// <summary>Let an ended or held project go the way of a new one, since the operator asks for it.</summary>
    internal sealed record StartAnew : ProjectDecision;

    /// <summary>Drop what the operator asked for, because it makes no sense, or no longer.</summary>
    /// <param name="Words">Why.</param>
    internal sealed record Dismiss(string Words) : ProjectDecision;

    /// <summary>Write the marker, then close the record of the run it tells of.</summary>
    internal sealed record Mark(Marker Marker, RunRecord? Closes) : ProjectDecision;

    /// <summary>Close the record of a run that leaves no marker, because the imagery it was made for is gone.</summary>
    internal sealed record Retire(RunRecord Record, string Words) : ProjectDecision;

    /// <summary>The project has ended and nothing about it has changed, or it is none of ours.</summary>
    internal sealed record None : ProjectDecision;
}

/// <summary>Why a project waits.</summary>
internal enum WaitReason
{
    /// <summary>Its upload has not ended.</summary>
    Uploading,

    /// <summary>Its photos are being looked at.</summary>
    Checking,

    /// <summary>It lay on the share when the watcher first saw it.</summary>
    Backlog,

    /// <summary>The pilot asks for it by a <c>_HOLD</c> or <c>_CANCEL</c> file.</summary>
    Pilot,

    /// <summary>Launches are paused by a setting.</summary>
    Paused,

    /// <summary>Others come first.</summary>
    Queue,

    /// <summary>Nothing can be launched at present, or there is no room for what it would write.</summary>
    Obstacle,

    /// <summary>Its run failed and will be tried again.</summary>
    Retry,

    /// <summary>The share cannot be relied on at present.</summary>
    Share,

    /// <summary>Something on the output volume needs a person.</summary>
    Attention,
}
