using OfoWatcher.Platform;

namespace OfoWatcher.Intake;

/// <summary>Whether an upload has ended.</summary>
/// <param name="IsSettled">It has.</param>
/// <param name="Why">What is still waited for, in words for the pilot; empty once settled.</param>
internal readonly record struct SettleVerdict(bool IsSettled, string Why);

/// <summary>
/// Decides when a copy has really ended: by what the watcher itself saw not change, never by the age of files, which
/// a copying program may set as it likes.
/// </summary>
internal static class SettlePolicy
{
    /// <summary>
    /// An upload is settled once its whole observation stayed the same for the quiet period, over at least two
    /// observations, with no unfinished file left. The upload-complete marker replaces the waiting, not the files:
    /// while an unfinished one is there, something is still being copied.
    /// </summary>
    public static SettleVerdict Assess(UploadEntry entry, IntakeOptions options)
    {
        var partials = BlockingPartials(entry, options);
        var quiet = entry.Sightings >= 2 && entry.QuietFor >= options.QuietPeriod;
        if (partials == 0 && (quiet || entry.Seen.Control.Complete))
            return new SettleVerdict(true, "");

        var waits = new List<string>(3);
        if (partials > 0)
        {
            var more = partials > 1 ? ", …" : "";
            waits.Add($"{Words.Count(partials, "temp file")} ({entry.Seen.Partial.Example}{more})");
        }

        if (!entry.Seen.Control.Complete)
            waits.Add($"quiet for {Words.TimeOf(Shorter(entry.QuietFor, options.QuietPeriod), options.QuietPeriod)}");
        waits.Add(Describe(entry.Seen));
        return new SettleVerdict(false, string.Join("; ", waits));
    }

    /// <summary>Whether unfinished files have been left behind for good, which validation reports.</summary>
    public static bool HasStalePartials(UploadEntry entry, IntakeOptions options) =>
        entry.Seen.Partial.Count > 0 && BlockingPartials(entry, options) == 0;

    /// <summary>What an upload holds: "812 photos, 6.1 GB".</summary>
    public static string Describe(UploadObservation seen) => seen switch
    {
        { Files: 0, Partial.Count: > 0 } => "no whole file yet",
        { Photos: > 0 } => $"{Words.Count(seen.Photos, "photo")}, {Words.Size(seen.Bytes)}",
        _ => $"{Words.Count(seen.Files, "file")}, {Words.Size(seen.Bytes)}",
    };

    private static int BlockingPartials(UploadEntry entry, IntakeOptions options) =>
        entry.PartialQuietFor >= options.StalePartialAfter ? 0 : entry.Seen.Partial.Count;

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
