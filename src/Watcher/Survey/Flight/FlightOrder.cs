namespace OfoWatcher.Survey.Flight;

/// <summary>Puts photos into the order in which they were taken.</summary>
internal static class FlightOrder
{
    /// <summary>
    /// One camera after the other, as they began, since two that flew at once make no line together; each one's photos
    /// by capture time, and within a second by name. A photo without a capture time follows the one that its name
    /// follows. Cameras differ in their serial number, or in the model where that is not told.
    /// </summary>
    public static IReadOnlyList<SitePhoto> Of(IEnumerable<SitePhoto> photos) =>
    [
        .. photos.GroupBy(CameraOf)
            .Select(camera => InOrder([.. camera]))
            .OrderBy(camera => camera[0].Time)
            .ThenBy(camera => camera[0].Photo.File.File, NaturalOrder.Comparer)
            .SelectMany(camera => camera.Select(p => p.Photo)),
    ];

    /// <summary>Whether two photos are of one camera.</summary>
    public static bool IsSameCamera(SitePhoto a, SitePhoto b) => CameraOf(a) == CameraOf(b);

    private static string CameraOf(SitePhoto photo) => photo.Metadata.SerialNumber ?? photo.Metadata.Model ?? "";

    private static List<(SitePhoto Photo, DateTime Time)> InOrder(List<SitePhoto> photos)
    {
        var byName = photos.OrderBy(p => p.File.File, NaturalOrder.Comparer).ToList();
        var time = byName.Find(p => p.Metadata.CapturedAt is not null)?.Metadata.CapturedAt ?? default;
        var timed = byName.ConvertAll(p => (Photo: p, Time: time = p.Metadata.CapturedAt ?? time));
        return [.. timed.OrderBy(p => p.Time)]; // A stable sort: names decide where times are equal.
    }
}
