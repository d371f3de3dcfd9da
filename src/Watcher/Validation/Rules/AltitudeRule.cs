using OfoWatcher.Survey;
using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Validation.Rules;

/// <summary>Altitudes must be those of the camera in flight.</summary>
internal sealed class AltitudeRule : FindingRule
{
    // Metres within which two altitudes are the same one.
    private const double Same = 2;

    // Photos further apart in time are no neighbours.
    private static readonly TimeSpan Neighbours = TimeSpan.FromMinutes(1);

    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        var photos = imagery.Inventory.Photos.Where(photo => photo.Metadata is not null).ToList();
        if (WhatIsWrong(photos) is { } wrong)
        {
            yield return Found(
                FindingCodes.AltitudeGround, wrong,
                "Look into the settings of the drone, or of the program that wrote the altitudes.");
        }

        var low = GroundShots.In(imagery.Inventory);
        if (low.Count > 0)
        {
            yield return Found(
                FindingCodes.GroundShot,
                $"{About([.. low], "was", "were")} taken on the ground, or while taking off or landing.",
                "Look at them, and take out those that show nothing of the survey.",
                low);
        }

        var jumps = PhotoSeries.ByCamera(imagery.Inventory)
            .SelectMany(series => series.Zip(series.Skip(1)))
            .Where(pair => !low.Contains(pair.First.File) && !low.Contains(pair.Second.File))
            .Select(pair => (pair.First, pair.Second, Jump: JumpOf(pair.First, pair.Second)))
            .Where(pair => pair.Jump > imagery.Options.MaxAltitudeJump)
            .ToList();
        if (jumps.Count > 0)
        {
            var (first, second, jump) = jumps.MaxBy(pair => pair.Jump);
            yield return Found(
                FindingCodes.AltitudeJump,
                $"The altitude jumps by {jump:0} m from {first.File} to {second.File}"
                    + (jumps.Count == 1 ? "." : $", and at {jumps.Count - 1} more places by more than "
                        + $"{imagery.Options.MaxAltitudeJump} m."),
                "Look whether two flights are mixed, or the barometer failed.",
                jumps.Select(pair => pair.Second.File));
        }

        if (imagery.Survey.Height is { Median: > 0 } height
            && (height.Most - height.Least) / height.Median * 100 is var spread
            && spread > imagery.Options.MaxHeightSpread)
        {
            yield return Found(
                FindingCodes.HeightSpread,
                $"The photos were taken from {height.Least:0} to {height.Most:0} m above the ground, half of them from "
                    + $"{height.Median:0} m or less.",
                "Nothing, if the survey was planned so; the detail differs as the heights do.");
        }
    }

    /// <summary>What speaks against all altitudes together; null when nothing does.</summary>
    private static string? WhatIsWrong(List<ExaminedPhoto> photos)
    {
        var told = photos.Where(photo => photo.Metadata!.AbsoluteAltitude is not null
            || photo.Metadata.GpsAltitude is not null).ToList();
        if (told.Count < 2)
            return null;
        if (told.All(photo => (photo.Metadata!.GpsAltitude ?? photo.Metadata.AbsoluteAltitude) == 0))
            return "The GPS altitude of all photos is 0 m: the drone did not write it.";
        var relative = told.Where(photo => photo.Metadata!.RelativeAltitude is not null).ToList();
        if (relative.Count < told.Count)
            return null;
        if (relative.All(photo => Math.Abs(photo.Metadata!.RelativeAltitude!.Value) < Same) && HaveMoved(relative))
            return "All photos say that they were taken on the ground, though the drone moved: heights are not known.";
        return relative.All(photo => photo.Metadata is { RelativeAltitude: > GroundShots.Flying, AbsoluteAltitude: { } absolute }
            && Math.Abs(absolute - photo.Metadata.RelativeAltitude.Value) < Same)
            ? "The altitude of all photos equals the height above the take-off point: it counts from the ground, or "
                + "the site lies at the sea."
            : null;
    }

    private static bool HaveMoved(List<ExaminedPhoto> photos)
    {
        var positions = photos.Select(photo => photo.Metadata!.Position).OfType<GeoPoint>().ToList();
        return positions.Any(position => GeoDistance.Metres(positions[0], position) > GroundShots.Flying);
    }

    private static double JumpOf(ExaminedPhoto first, ExaminedPhoto second) =>
        PhotoSeries.Between(first, second) <= Neighbours
        && first.Metadata!.AbsoluteAltitude is { } before && second.Metadata!.AbsoluteAltitude is { } after
            ? Math.Abs(after - before)
            : 0;
}
