using System.Diagnostics.Metrics;
using OfoWatcher.Platform;

namespace OfoWatcher.Telemetry;

/// <summary>
/// How full the volumes are, as those who were at work on them anyway last saw: no scrape ever touches a volume.
/// </summary>
internal static class VolumeMetrics
{
    private static readonly Gauge<double> Size = Instruments.Value(
        "volume.size", "By", "Size of a volume, as the latest scan saw it.");

    private static readonly Gauge<double> Free = Instruments.Value(
        "volume.free", "By", "What may still be written to a volume, as the latest scan saw it.");

    /// <param name="volume">"output" or "share".</param>
    /// <param name="folder">The folder of the settings that lies on it.</param>
    /// <param name="space">Null when the volume did not say: what was known stays.</param>
    public static void Saw(string volume, string folder, VolumeSpace? space)
    {
        if (space is not { } known)
            return;
        KeyValuePair<string, object?>[] labels =
            [Instruments.Label("volume", volume), Instruments.Label("folder", folder)];
        Size.Record(known.Size, labels);
        Free.Record(known.Free, labels);
    }
}
