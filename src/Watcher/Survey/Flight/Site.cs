using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Survey.Flight;

/// <summary>Where most of the photos were taken, told apart from those that were taken elsewhere.</summary>
/// <param name="Projection">The grid of the zone that the middle lies in; null when no photo tells its place.</param>
/// <param name="Centre">The median latitude and longitude of the site's photos.</param>
/// <param name="Photos">The site's photos, in the order given.</param>
/// <param name="Astray">Photos that tell a place, but not one at the site.</param>
internal sealed record Site(
    UtmProjection? Projection, GeoPoint Centre, IReadOnlyList<SitePhoto> Photos, IReadOnlyList<ExaminedPhoto> Astray)
{
    /// <summary>
    /// No drone works further than this from the middle of its survey, in metres; and the grid of one zone holds so
    /// far beyond its border without harm.
    /// </summary>
    public const double LargestReach = 100_000;

    /// <summary>
    /// The site is the largest group of photos in which each one has another one within the gap (single-linkage); of
    /// groups of the same size the one with the first photo.
    /// </summary>
    /// <param name="gap">In metres.</param>
    public static Site Of(IReadOnlyList<ExaminedPhoto> photos, double gap)
    {
        var located = photos
            .Where(p => p.Metadata?.Position is { } position && UtmProjection.Covers(position)).ToList();
        if (located.Count == 0)
            return new Site(null, default, [], [.. photos.Where(IsAstray)]);

        var groups = NearGroups.Of([.. located.Select(p => p.Metadata!.Position!.Value)], gap);
        var largest = groups.CountBy(g => g).MaxBy(g => g.Value).Key;
        var members = located.Where((_, i) => groups[i] == largest).ToList();
        var centre = GeoPoint.Median([.. members.Select(p => p.Metadata!.Position!.Value)]);
        var projection = UtmProjection.For(centre);
        var middle = projection.Forward(centre).Point;
        List<SitePhoto> site =
        [
            .. members.Select(p => new SitePhoto(p, p.Metadata!, projection.Forward(p.Metadata!.Position!.Value)))
                .Where(p => p.Position.Point.DistanceTo(middle) <= LargestReach),
        ];
        var here = site.Select(p => p.File).ToHashSet(ReferenceEqualityComparer.Instance);
        return new Site(projection, centre, site, [.. photos.Where(p => IsAstray(p) && !here.Contains(p))]);
    }

    private static bool IsAstray(ExaminedPhoto photo) => photo.Metadata?.WrittenPosition is not null;
}
