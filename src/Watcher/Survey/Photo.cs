namespace OfoWatcher.Survey;

/// <summary>
/// What a photo's own metadata says about where and how it was taken. A value that the file does not hold, or that no
/// camera can have meant (a latitude of 400, an altitude that is not a number), is null.
/// </summary>
internal sealed record Photo
{
    /// <summary>
    /// Path of the file, as it was given to whoever read it: relative to the project's folder in an inventory.
    /// </summary>
    public required string File { get; init; }

    /// <summary>Size of the picture as it is stored, in pixels, before any turn by <see cref="Orientation"/>.</summary>
    public required int Width { get; init; }

    /// <inheritdoc cref="Width"/>
    public required int Height { get; init; }

    public string? Make { get; init; }

    public string? Model { get; init; }

    /// <summary>Serial number of the camera or aircraft body.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>The lens, for cameras on which lenses are changed.</summary>
    public string? LensModel { get; init; }

    /// <summary>The program that wrote the file last, or the camera's firmware.</summary>
    public string? Software { get; init; }

    /// <summary>
    /// Size in pixels that the EXIF tells; another one than the picture's own when it was shrunk afterwards.
    /// </summary>
    public int? ExifWidth { get; init; }

    /// <inheritdoc cref="ExifWidth"/>
    public int? ExifHeight { get; init; }

    /// <summary>Width in millimetres of the sensor's part that made the picture, where the EXIF tells it.</summary>
    public double? SensorWidth { get; init; }

    /// <summary>Focal length of the lens in millimetres.</summary>
    public double? FocalLength { get; init; }

    /// <summary>Focal length in millimetres that shows the same field of view on 36 × 24 mm film.</summary>
    public double? FocalLengthIn35mm { get; init; }

    /// <summary>
    /// Where the camera was by the EXIF GPS tags, whatever they say: 0, 0 without a satellite fix, or out of range.
    /// </summary>
    public GeoPoint? WrittenPosition { get; init; }

    /// <summary>Where the camera was; null when the file does not tell, or tells what cannot be.</summary>
    public GeoPoint? Position => WrittenPosition is { IsPlausible: true } ? WrittenPosition : null;

    /// <summary>Metres above sea level (or the ellipsoid: cameras differ), from XMP, else from the GPS tags.</summary>
    public double? AbsoluteAltitude { get; init; }

    /// <summary>Metres by the EXIF GPS tags alone, above what <see cref="AltitudeReference"/> says.</summary>
    public double? GpsAltitude { get; init; }

    /// <summary>What <see cref="GpsAltitude"/> counts from; null when the file does not tell.</summary>
    public AltitudeReference? AltitudeReference { get; init; }

    /// <summary>
    /// Metres above the take-off point (<c>drone-dji:RelativeAltitude</c>), or above the ground where only that is told
    /// (<c>Camera:AboveGroundAltitude</c>).
    /// </summary>
    public double? RelativeAltitude { get; init; }

    /// <summary>Degrees clockwise from true north, see <see cref="CameraPose"/>.</summary>
    public double? GimbalYaw { get; init; }

    /// <summary>Degrees, 0 at the horizon, -90 straight down.</summary>
    public double? GimbalPitch { get; init; }

    /// <summary>Degrees about the line of sight, clockwise as the camera sees it.</summary>
    public double? GimbalRoll { get; init; }

    /// <summary>Heading of the aircraft, degrees clockwise from true north.</summary>
    public double? FlightYaw { get; init; }

    /// <summary>
    /// <c>drone-dji:RtkFlag</c>: 50 is a fixed solution (centimetres), 34 a floating one, 16 a single one, 0 none.
    /// </summary>
    public int? RtkFlag { get; init; }

    /// <summary>Standard deviation of the position by the receiver; null when it tells none.</summary>
    public PositionAccuracy? RtkAccuracy { get; init; }

    /// <summary>The GPS time stamp has a fraction of a second, at which Metashape stumbles.</summary>
    public bool HasFractionalGpsTime { get; init; }

    /// <summary>When the shutter opened by the camera's clock; no time zone is known.</summary>
    public DateTime? CapturedAt { get; init; }

    /// <summary>EXIF orientation, 1 (as stored) to 8.</summary>
    public int? Orientation { get; init; }
}

/// <summary>What an altitude in the GPS tags counts from (EXIF 3.0, GPSAltitudeRef).</summary>
internal enum AltitudeReference
{
    /// <summary>The level of the sea (0, and 1 below it).</summary>
    SeaLevel,

    /// <summary>The WGS84 ellipsoid (2, and 3 below it).</summary>
    Ellipsoid,
}

/// <summary>Standard deviations of a position, in metres.</summary>
internal readonly record struct PositionAccuracy(double East, double North, double Up);
