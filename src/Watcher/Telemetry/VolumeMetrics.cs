using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using OfoWatcher.Platform;

namespace OfoWatcher.Telemetry;

/// <summary>
/// How full the volumes are, as those who were at work on them anyway last saw: no scrape ever touches a volume.
/// </summary>
internal static class VolumeMetrics
{
    private static readonly ConcurrentDictionary<(string Volume, string Folder), VolumeSpace> Spaces = [];

    static VolumeMetrics()
    {
        Instruments.Observed(
            "volume.size", "By", "Size of a volume, as the latest scan saw it.", () => Measure(space => space.Size));
        Instruments.Observed(
            "volume.free", "By", "What may still be written to a volume, as the latest scan saw it.",
            () => Measure(space => space.Free));
    }

    /// <param name="volume">"output" or "share".</param>
    /// <param name="folder">The folder of the settings that lies on it.</param>
    /// <param name="space">Null when the volume did not say: what was known stays.</param>
    public static void Saw(string volume, string folder, VolumeSpace? space)
    {
        if (space is { } known)
            Spaces[(volume, folder)] = known;
    }

    /// <summary>Forgets the folders that are in the settings no longer.</summary>
    public static void Keep(IReadOnlySet<string> folders)
    {
        foreach (var place in Spaces.Keys.Where(place => !folders.Contains(place.Folder)))
            Spaces.TryRemove(place, out _);
    }

    private static IEnumerable<Measurement<double>> Measure(Func<VolumeSpace, double> part) =>
        Spaces.Select(place => new Measurement<double>(
            part(place.Value),
            Instruments.Label("volume", place.Key.Volume),
            Instruments.Label("folder", place.Key.Folder)));
}
