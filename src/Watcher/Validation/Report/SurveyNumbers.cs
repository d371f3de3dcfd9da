using OfoWatcher.Survey;
using OfoWatcher.Survey.Flight;

namespace OfoWatcher.Validation.Report;

/// <summary>The numbers of a survey as both reports tell them. What the photos do not tell is null.</summary>
internal sealed record SurveyNumbers
{
    /// <summary>The most cameras and picture sizes that are told one by one.</summary>
    public const int Most = 12;

    /// <summary>Photos whose metadata could be read.</summary>
    public int PhotosWithMetadata { get; init; }

    /// <summary>Photos of the site with a position.</summary>
    public int PhotosWithPosition { get; init; }

    /// <summary>Photos whose position lies far from the site, or cannot be.</summary>
    public int PhotosAstray { get; init; }

    /// <summary>The cameras, the one with the most photos first.</summary>
    public IReadOnlyList<CameraCount> Cameras { get; init; } = [];

    /// <summary>Sizes of the pictures in pixels, the most frequent first.</summary>
    public IReadOnlyList<PictureSize> PictureSizes { get; init; } = [];

    /// <summary>By the camera's clock, whose time zone is not known.</summary>
    public DateTime? FirstPhotoAt { get; init; }

    /// <inheritdoc cref="FirstPhotoAt"/>
    public DateTime? LastPhotoAt { get; init; }

    public SurveyKind Kind { get; init; }

    /// <summary>Such as 10N.</summary>
    public string? UtmZone { get; init; }

    public int? Epsg { get; init; }

    /// <summary>Of the middle of the site, in degrees on WGS84.</summary>
    public double? Latitude { get; init; }

    /// <inheritdoc cref="Latitude"/>
    public double? Longitude { get; init; }

    /// <summary>Above the ground.</summary>
    public Spread? HeightMetres { get; init; }

    /// <summary>Ground that one pixel in the middle of the picture covers.</summary>
    public Spread? GroundSampleDistanceCentimetres { get; init; }

    /// <summary>Ground that at least one photo shows.</summary>
    public double? AreaHectares { get; init; }

    /// <summary>As a part of a photo, 0 to 1.</summary>
    public Overlap? ForwardOverlap { get; init; }

    /// <inheritdoc cref="ForwardOverlap"/>
    public Overlap? SideOverlap { get; init; }

    public int FlightLines { get; init; }

    public double? SpeedMetresPerSecond { get; init; }

    /// <summary>
    /// The part of the photos with metadata whose position is an RTK fix (<c>drone-dji:RtkFlag</c> 50), 0 to 1; null
    /// when no photo tells the kind of its position.
    /// </summary>
    public double? RtkFixedShare { get; init; }

    public static SurveyNumbers Of(ProjectImagery imagery)
    {
        var survey = imagery.Survey;
        List<Photo> photos = [.. imagery.Inventory.Photos.Select(photo => photo.Metadata).OfType<Photo>()];
        return new SurveyNumbers
        {
            PhotosWithMetadata = photos.Count,
            PhotosWithPosition = survey.Photos.Count,
            PhotosAstray = survey.Astray.Count,
            Cameras = MostFrequent(photos.CountBy(p => (p.Make, p.Model, p.SerialNumber)),
                (camera, count) => new CameraCount(camera.Make, camera.Model, camera.SerialNumber, count)),
            PictureSizes = MostFrequent(photos.CountBy(p => (p.Width, p.Height)),
                (size, count) => new PictureSize(size.Width, size.Height, count)),
            FirstPhotoAt = photos.Min(photo => photo.CapturedAt),
            LastPhotoAt = photos.Max(photo => photo.CapturedAt),
            Kind = survey.Kind,
            UtmZone = survey.Projection is { } projection ? ZoneOf(projection) : null,
            Epsg = survey.Projection?.Epsg,
            Latitude = survey.Centre?.Latitude,
            Longitude = survey.Centre?.Longitude,
            HeightMetres = survey.Height,
            GroundSampleDistanceCentimetres = survey.GroundSampleDistance is { } metres
                ? new Spread(100 * metres.Median, 100 * metres.Least, 100 * metres.Most)
                : null,
            AreaHectares = survey.Area / 10_000,
            ForwardOverlap = survey.ForwardOverlap,
            SideOverlap = survey.SideOverlap,
            FlightLines = survey.Lines.Count,
            SpeedMetresPerSecond = survey.Speed,
            RtkFixedShare = photos.Any(photo => photo.RtkFlag is not null)
                ? photos.Count(photo => photo.RtkFlag == 50) / (double)photos.Count
                : null,
        };
    }

    /// <summary>Such as 10N: the zone and its hemisphere.</summary>
    public static string ZoneOf(UtmProjection projection) =>
        FormattableString.Invariant($"{projection.Zone}{(projection.IsNorth ? 'N' : 'S')}");

    /// <summary>An area in hectares.</summary>
    /// <param name="squareMetres">Zero or more.</param>
    public static string AreaOf(double squareMetres) =>
        squareMetres >= 100_000
            ? FormattableString.Invariant($"{squareMetres / 10_000:0.0} ha")
            : FormattableString.Invariant($"{squareMetres / 10_000:0.00} ha");

    private static List<TCount> MostFrequent<TKey, TCount>(
        IEnumerable<KeyValuePair<TKey, int>> counts, Func<TKey, int, TCount> make) =>
        [.. counts.OrderByDescending(count => count.Value).Take(Most).Select(count => make(count.Key, count.Value))];
}

/// <summary>How many photos a camera took; a body without a serial number counts as one camera of its model.</summary>
internal sealed record CameraCount(string? Make, string? Model, string? SerialNumber, int Photos);

/// <summary>How many photos have a size in pixels.</summary>
internal sealed record PictureSize(int Width, int Height, int Photos);
