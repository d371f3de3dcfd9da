using OfoWatcher.Metashape;
using OfoWatcher.Survey;
using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Validation.Rules;

/// <summary>Every photo must tell where it was taken, and tell it right. Each photo is found in one way only.</summary>
internal sealed class PositionRule : FindingRule
{
    private const string Remedy = "Take them out, or mend their GPS tags.";

    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        // A JPEG whose header makes no sense tells no position either; of a TIFF nothing is known then.
        var photos = imagery.Inventory.Photos.Where(photo => photo.Metadata is not null
            || (photo.Fault is null && PhotoSelection.IsJpeg(photo.File))).ToList();
        var centre = CentreOf(imagery.Survey.Centre, photos);
        var astrayFiles = imagery.Survey.Astray.Select(photo => photo.File).ToHashSet();
        var kinds = photos.ToLookup(photo => KindOf(photo, centre, imagery.Options.SiteGap, astrayFiles));
        var missing = Names(kinds[Kind.Missing]);
        if (photos.Count > 0 && missing.Count == photos.Count)
        {
            yield return Found(
                FindingCodes.GpsMissingAll,
                "No photo tells where it was taken.",
                "Copy the photos from the drone's card, not out of a program that drops their metadata.",
                missing);
            yield break;
        }

        if (missing.Count > 0)
        {
            yield return Found(
                FindingCodes.GpsMissing,
                $"{About(missing, "does", "do")} not tell where {Each(missing, "it was", "they were")} taken.",
                "Copy them from the drone's card again, or let them be fitted in by what they show.",
                missing);
        }

        if (Names(kinds[Kind.Zero]) is { Count: > 0 } zero)
        {
            yield return Found(
                FindingCodes.GpsZero,
                $"{About(zero, "says", "say")} 0° north, 0° east: the camera had no satellite fix.", Remedy, zero);
        }

        if (Names(kinds[Kind.Swapped]) is { Count: > 0 } swapped)
        {
            yield return Found(
                FindingCodes.GpsSwapped,
                $"{About(swapped, "has", "have")} latitude and longitude swapped: {Show(photos, swapped[0])}.",
                Remedy, swapped);
        }

        if (Names(kinds[Kind.Impossible]) is { Count: > 0 } impossible)
        {
            yield return Found(
                FindingCodes.GpsImpossible,
                $"{About(impossible, "tells", "tell")} a position that is none: {Show(photos, impossible[0])}.",
                Remedy, impossible);
        }

        if (Names(kinds[Kind.Astray]) is { Count: > 0 } astray)
        {
            if (astray.Count > MostAstray(kinds[Kind.Good].Count() + astray.Count))
            {
                yield return Found(
                    FindingCodes.SeveralSites,
                    $"{About(astray, "was", "were")} taken more than {imagery.Options.SiteGap} m from the others: "
                        + "probably several missions.",
                    "Make a project of each mission, or accept it if they belong together.",
                    astray);
                yield break;
            }

            yield return Found(
                FindingCodes.PositionAstray,
                $"{About(astray, "was", "were")} taken more than {imagery.Options.SiteGap} m from the others: "
                    + $"{Each(astray, "a photo", "photos")} of another site.",
                "Move them to a project of their own.",
                astray);
        }
    }

    /// <summary>How many photos far from the others may be there by mistake; more are a site of their own.</summary>
    private static int MostAstray(int positioned) => Math.Clamp(positioned / 20, 1, 50);

    private enum Kind
    {
        Good,
        Missing,
        Zero,
        Swapped,
        Impossible,
        Astray,
    }

    private static Kind KindOf(ExaminedPhoto photo, GeoPoint? centre, double siteGap, HashSet<string> astray)
    {
        if (photo.Metadata?.WrittenPosition is not { } written)
            return Kind.Missing;
        if (written == new GeoPoint(0, 0))
            return Kind.Zero;
        if (IsSwapped(written, centre, siteGap))
            return Kind.Swapped;
        if (!written.IsPlausible)
            return Kind.Impossible;
        return astray.Contains(photo.File) ? Kind.Astray : Kind.Good;
    }

    /// <summary>
    /// The other way round it lies at the site and as written it does not; or, where no site is known, only the other
    /// way round is on earth.
    /// </summary>
    private static bool IsSwapped(GeoPoint written, GeoPoint? centre, double siteGap)
    {
        var turned = new GeoPoint(written.Longitude, written.Latitude);
        if (!turned.IsPlausible)
            return false;
        // A survey is seldom longer than ten times the gap within which photos are of one site.
        return centre is { } site
            ? GeoDistance.Metres(turned, site) < 10 * siteGap
                && (!written.IsPlausible || GeoDistance.Metres(written, site) > 10 * siteGap)
            : !written.IsPlausible;
    }

    /// <summary>Of what was flown; else the median, which few wrong ones do not move.</summary>
    private static GeoPoint? CentreOf(GeoPoint? flown, List<ExaminedPhoto> photos)
    {
        if (flown is not null)
            return flown;
        var positions = photos.Select(photo => photo.Metadata?.Position).OfType<GeoPoint>().ToList();
        return positions.Count == 0 ? null : GeoPoint.Median(positions);
    }

    private static List<string> Names(IEnumerable<ExaminedPhoto> photos) => [.. photos.Select(photo => photo.File)];

    private static string Show(List<ExaminedPhoto> photos, string file) =>
        photos.First(photo => photo.File == file).Metadata!.WrittenPosition.ToString()!;

    private static string Each(List<string> files, string one, string many) => files.Count == 1 ? one : many;
}
