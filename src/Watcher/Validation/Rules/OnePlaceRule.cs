using OfoWatcher.Survey;
using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Validation.Rules;

/// <summary>Depth comes from moving: photos of one place show none.</summary>
internal sealed class OnePlaceRule : FindingRule
{
    // How far a position wanders while the drone stands still.
    private const double SamePlace = 5;
    private const double Hover = 2;

    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        var placed = imagery.Inventory.Photos.Where(photo => photo.Metadata?.Position is not null).ToList();
        if (placed.Count > 1 && placed.All(photo => Apart(placed[0], photo) <= SamePlace))
        {
            yield return Found(
                FindingCodes.PositionSame,
                $"All {placed.Count} photos were taken at one place, within {SamePlace:0} m.",
                "Look whether the GPS tags were copied from one photo to all, or the drone never flew.",
                placed.Select(photo => photo.File));
            yield break;
        }

        var stops = PhotoSeries.ByCamera(imagery.Inventory).SelectMany(StopsOf)
            .Where(stop => IsHovering(stop, imagery.Options.HoverPhotos)).ToList();
        if (stops.Count > 0)
        {
            var longest = stops.MaxBy(stop => stop.Count)!;
            yield return Found(
                FindingCodes.Hovering,
                $"{longest.Count} photos from {longest[0].File} to {longest[^1].File} were taken at one place"
                    + (stops.Count == 1 ? "." : $", and so were others at {stops.Count - 1} more."),
                "Delete all but one of them: they cost time and add nothing.",
                stops.SelectMany(stop => stop).Select(photo => photo.File));
        }
    }

    /// <summary>Rows of photos, one after another, that were taken where the first of the row was.</summary>
    private static IEnumerable<List<ExaminedPhoto>> StopsOf(IReadOnlyList<ExaminedPhoto> series)
    {
        List<ExaminedPhoto> stop = [];
        foreach (var photo in series.Where(photo => photo.Metadata!.Position is not null))
        {
            if (stop.Count > 0 && Apart(stop[0], photo) > Hover)
            {
                yield return stop;
                stop = [];
            }

            stop.Add(photo);
        }

        yield return stop;
    }

    // The bands of a multispectral camera are taken at once, and are no hovering.
    private static bool IsHovering(List<ExaminedPhoto> stop, int most) =>
        stop.Count >= most && stop.Select(photo => photo.Metadata!.CapturedAt).Distinct().Count() >= most;

    private static double Apart(ExaminedPhoto one, ExaminedPhoto other) =>
        GeoDistance.Metres((GeoPoint)one.Metadata!.Position!, (GeoPoint)other.Metadata!.Position!);
}
