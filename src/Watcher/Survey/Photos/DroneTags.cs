namespace OfoWatcher.Survey.Photos;

/// <summary>
/// What drones write into XMP, each maker in its own words, told in the words of <see cref="Photo"/>.
/// </summary>
/// <remarks>
/// DJI's namespace is written by Autel's newer drones too. senseFly's eBee and Pix4D's tags (Parrot's Sequoia and ANAFI,
/// MicaSense, Autel's older drones) share their names: see Pix4D's "Specifications of XMP Camera Tags". Parrot's own
/// are listed in its "Embedded Photo Metadata".
/// </remarks>
internal sealed class DroneTags(XmpProperties xmp)
{
    /// <summary>The namespace of DJI's tags, as it is written.</summary>
    public const string Namespace = Dji + "/";

    private const string Dji = "http://www.dji.com/drone-dji/1.0";
    private const string Parrot = "http://www.parrot.com/drone-parrot/1.0";
    private const string Pix4D = "http://pix4d.com/camera/1.0";
    private const string SenseFly = "http://ns.sensefly.com/Camera/1.0";

    // Adobe's and the EXIF standard's names for what a camera without EXIF tags of its own tells.
    private const string Auxiliary = "http://ns.adobe.com/exif/1.0/aux";
    private const string ExifExtended = "http://cipa.jp/exif/1.0";

    // A receiver that knows its position no better than this knows none; FLIR writes 4,294,967 m.
    private const double WorstAccuracy = 1000;

    public string? SerialNumber => Shared(
        xmp.Text(Dji, "DroneSerialNumber") ?? xmp.Text(Dji, "CameraSerialNumber")
        ?? xmp.Text(Parrot, "SerialNumber") ?? xmp.Text(ExifExtended, "BodySerialNumber")
        ?? xmp.Text(Auxiliary, "SerialNumber"));

    public string? LensModel => Shared(xmp.Text(ExifExtended, "LensModel") ?? xmp.Text(Auxiliary, "Lens"));

    /// <summary>Metres above sea level or the ellipsoid.</summary>
    public double? AbsoluteAltitude => xmp.Number(Dji, "AbsoluteAltitude");

    /// <summary>Metres above the take-off point, or above the ground where only that is told.</summary>
    public double? RelativeAltitude =>
        xmp.Number(Dji, "RelativeAltitude") ?? xmp.Number(Pix4D, "AboveGroundAltitude");

    /// <summary>Heading of the aircraft; a fixed wing's camera does not turn in it.</summary>
    public double? FlightYaw => xmp.Angle(Dji, "FlightYawDegree") ?? xmp.Angle(Parrot, "DroneYawDegree")
        ?? xmp.Angle(SenseFly, "Yaw");

    public int? RtkFlag => xmp.Number(Dji, "RtkFlag") is >= 0 and <= 255 and var flag ? (int)flag : null;

    /// <summary>By DJI's receiver, else by Pix4D's tags, whose horizontal accuracy counts for both directions.</summary>
    public PositionAccuracy? Accuracy =>
        AccuracyOf(xmp.Number(Dji, "RtkStdLon"), xmp.Number(Dji, "RtkStdLat"), xmp.Number(Dji, "RtkStdHgt"))
        ?? AccuracyOf(
            xmp.Number(Pix4D, "GPSXYAccuracy"), xmp.Number(Pix4D, "GPSXYAccuracy"), xmp.Number(Pix4D, "GPSZAccuracy"));

    /// <summary>How the camera looked, each angle null when it is not told.</summary>
    public (double? Yaw, double? Pitch, double? Roll) Gimbal()
    {
        var dji = Angles(Dji, "GimbalYawDegree", "GimbalPitchDegree", "GimbalRollDegree");
        if (dji != default)
            return dji;
        // North, east, down, with the line of sight ahead: -90 is straight down, as DJI has it.
        var parrot = Angles(Parrot, "CameraYawDegree", "CameraPitchDegree", "CameraRollDegree");
        if (parrot != default)
            return parrot;
        return FromNadir(Angles(SenseFly, "Yaw", "Pitch", "Roll")) ?? FromNadir(Angles(Pix4D, "Yaw", "Pitch", "Roll"))
            ?? default;
    }

    private static (double? Yaw, double? Pitch, double? Roll)? FromNadir(
        (double? Yaw, double? Pitch, double? Roll) angles) =>
        // Some cameras write three zeros, having no compass.
        angles is ({ } yaw, { } pitch, { } roll) && (yaw, pitch, roll) != (0, 0, 0)
        && NadirAngles.ToGimbal(yaw, pitch, roll) is var (gimbalYaw, gimbalPitch, gimbalRoll)
            ? (gimbalYaw, gimbalPitch, gimbalRoll)
            : null;

    private (double? Yaw, double? Pitch, double? Roll) Angles(string space, string yaw, string pitch, string roll) =>
        (xmp.Angle(space, yaw), xmp.Angle(space, pitch), xmp.Angle(space, roll));

    private static PositionAccuracy? AccuracyOf(double? east, double? north, double? up) =>
        east is > 0 and <= WorstAccuracy && north is > 0 and <= WorstAccuracy && up is > 0 and <= WorstAccuracy
            ? new PositionAccuracy(east.Value, north.Value, up.Value)
            : null;

    private static string? Shared(string? text) => text is null ? null : SharedText.Of(text.ToCharArray().AsSpan());
}
