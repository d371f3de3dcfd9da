using OfoWatcher.Markers;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>What may be asked for a project now.</summary>
/// <param name="RetryObstacle">Why it cannot be retried, in words; null when it can.</param>
/// <param name="StopObstacle">Why it cannot be stopped, in words; null when it can.</param>
internal sealed record ProjectActions(string? RetryObstacle, string? StopObstacle)
{
    public bool MayRetry => RetryObstacle is null;

    public bool MayStop => StopObstacle is null;

    /// <param name="reading">The project's marker, and the request that waits.</param>
    /// <param name="records">The records of all its runs.</param>
    /// <param name="isInBaseline">Whether it is held or counts as processed elsewhere, see <see cref="Baseline"/>.</param>
    /// <param name="tokenIsSet">Whether anything may be asked at all.</param>
    public static ProjectActions For(
        MarkerReading reading, IReadOnlyList<RunRecord> records, bool isInBaseline, bool tokenIsSet)
    {
        if (!tokenIsSet)
            return Neither("no token is set");
        if (reading.Fault is not null)
            return Neither("its marker is damaged: it is left alone until that is repaired");
        if (reading.Request is not null)
            return Neither("an earlier request waits to be taken up");
        if (records.FirstOrDefault(record => record.IsOpen) is { } open)
        {
            return new ProjectActions(
                $"{open.Run} is under way", open.Stop is null ? null : $"{open.Run} is being stopped");
        }

        return new ProjectActions(
            reading.Marker is not null || isInBaseline ? null : "it has not ended and is not held",
            "no run of it is under way");
    }

    private static ProjectActions Neither(string obstacle) => new(obstacle, obstacle);
}
