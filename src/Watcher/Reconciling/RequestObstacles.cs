using OfoWatcher.Markers;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>What keeps an operator from asking for something to be done about a project now.</summary>
/// <param name="Retry">Why it cannot be retried, in words; null when it can.</param>
/// <param name="Stop">Why it cannot be stopped, in words; null when it can.</param>
internal sealed record RequestObstacles(string? Retry, string? Stop)
{
    public bool MayRetry => Retry is null;

    public bool MayStop => Stop is null;

    /// <param name="reading">The project's marker, and the request that waits.</param>
    /// <param name="records">The records of all its runs.</param>
    /// <param name="isInBaseline">Whether it is held or counts as processed elsewhere, see <see
    /// cref="Baseline"/>.</param>
    /// <param name="isOnShare">Whether its photos are there to be run.</param>
    /// <param name="tokenIsSet">Whether anything may be asked at all.</param>
    public static RequestObstacles For(
        MarkerReading reading, IReadOnlyList<RunRecord> records, bool isInBaseline, bool isOnShare, bool tokenIsSet)
    {
        if (!tokenIsSet)
            return Neither("no token is set");
        if (reading.Fault is not null)
            return Neither("its marker is damaged: it is left alone until that is repaired");
        if (reading.Request is not null)
            return Neither("an earlier request waits to be taken up");
        if (records.FirstOrDefault(record => record.IsOpen) is { } open)
        {
            return new RequestObstacles(
                $"{open.Run} is under way", open.Stop is null ? null : $"{open.Run} is being stopped");
        }

        var obstacle = reading.Marker is null && !isInBaseline
            ? "it has not ended and is not held"
            : isOnShare ? null : "it is not on the share";
        return new RequestObstacles(
            obstacle,
            "no run of it is under way");
    }

    private static RequestObstacles Neither(string obstacle) => new(obstacle, obstacle);
}
