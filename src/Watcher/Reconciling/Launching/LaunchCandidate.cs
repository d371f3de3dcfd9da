using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling.Launching;

/// <summary>A project that wants to be launched, as far as its place in line rests on it.</summary>
/// <param name="Project">Its name.</param>
/// <param name="Root">The folder that its own lies in: projects of one are of one group of people.</param>
/// <param name="Priority">From -100 to 100; the higher goes first.</param>
/// <param name="SettledAt">When its upload settled.</param>
/// <param name="Hours">What its run may take; null when nobody knows.</param>
/// <param name="DiskBytes">What its run may write; null when nobody knows.</param>
internal sealed record LaunchCandidate(
    string Project, string Root, int Priority, DateTimeOffset SettledAt, double? Hours = null, long? DiskBytes = null)
{
    /// <summary>The candidate that a run is which was not launched yet.</summary>
    public static LaunchCandidate Of(RunRecord record, DateTimeOffset settledAt, int priority) => new(
        record.Project, RootOf(record), priority, settledAt, record.Plan?.EstimatedHours, DiskBytesOf(record));

    /// <summary>The folder that a run's project lies in.</summary>
    public static string RootOf(RunRecord record) => Path.GetDirectoryName(record.Photos) ?? "";

    /// <summary>
    /// What a run may write; null when nobody knows: it was recorded by an earlier version, or it takes no
    /// configuration and so need not be automate-metashape, of which alone anything is known.
    /// </summary>
    public static long? DiskBytesOf(RunRecord record) =>
        record.Plan is { ConfigSha256: not null, EstimatedDiskBytes: > 0 and var bytes } ? bytes : null;
}
