using OfoWatcher.Survey;
using OfoWatcher.Survey.Flight;

namespace OfoWatcher.Workflows.Local.Preview;

/// <summary>
/// Lays photos out on the UTM zone of their middle. A photo without a heading counts as taken with its upper edge to
/// the north, one without a pitch as looking straight down; both are counted.
/// </summary>
internal sealed class PhotoLayout
{
    private const double LargestDistance = 20_000;
    private const double LeastHeight = 1;

    private readonly List<PlacedPhoto> placed = [];
    private readonly List<LeftOut> leftOut = [];
    private readonly FlyingHeight heights;

    /// <exception cref="PreviewImpossibleException">No photo can be laid out.</exception>
    public PhotoLayout(IReadOnlyList<Photo> photos, double assumedHeight)
    {
        heights = new FlyingHeight(photos, assumedHeight);
        var located = photos.Where(p => p.Position is { } position && UtmProjection.Covers(position)).ToList();
        leftOut.AddRange(photos.Except(located).Select(p => new LeftOut(p.File, LeftOutReason.NoPosition)));
        if (located.Count == 0)
            throw new PreviewImpossibleException($"none of the {photos.Count} readable photos has a GPS position");

        var middle = GeoPoint.Median([.. located.Select(p => p.Position!.Value)]);
        Projection = UtmProjection.For(middle);
        var centre = Projection.Forward(middle).Point;
        foreach (var photo in located)
            Place(photo, centre);
        if (placed.Count == 0)
            throw new PreviewImpossibleException(
                $"none of the {located.Count} photos with a GPS position shows the ground with a known camera");
    }

    public UtmProjection Projection { get; }

    public IReadOnlyList<PlacedPhoto> Placed => placed;

    public IReadOnlyList<LeftOut> LeftOut => leftOut;

    private void Place(Photo photo, GroundPoint centre)
    {
        var position = Projection.Forward(photo.Position!.Value);
        var (height, source) = heights.Of(photo);
        if (!(position.Point.DistanceTo(centre) <= LargestDistance))
            leftOut.Add(new LeftOut(photo.File, LeftOutReason.FarAway));
        else if (Camera.Of(photo) is not { } camera)
            leftOut.Add(new LeftOut(photo.File, LeftOutReason.UnknownCamera));
        else if (height is < LeastHeight or > LargestDistance
            || FootprintOf(photo, position, height, camera) is not { } shown)
            leftOut.Add(new LeftOut(photo.File, LeftOutReason.NoGroundInView));
        else
            placed.Add(new PlacedPhoto(
                photo, height, source, CameraHeading.Of(photo) ?? 0, shown.Mapping, shown.Footprint));
    }

    private static (GroundMapping Mapping, Footprint Footprint)? FootprintOf(
        Photo photo, UtmPosition position, double height, Camera camera)
    {
        var pose = CameraPose.At(
            position, height, CameraHeading.Of(photo) ?? 0, photo.GimbalPitch ?? -90, photo.GimbalRoll ?? 0);
        var mapping = new GroundMapping(pose, camera);
        return Footprint.Of(mapping) is { } footprint ? (mapping, footprint) : null;
    }
}
