namespace OfoWatcher.Sample;

/// <summary>A camera that the sample can photograph with, as its photos describe it.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Model">EXIF model.</param>
/// <param name="SerialNumber">EXIF serial number.</param>
/// <param name="SensorWidth">Width of the sensor in millimetres.</param>
/// <param name="Aspect">Width of the picture by its height.</param>
/// <param name="FocalLength">Of the lens in millimetres.</param>
/// <param name="FocalLengthIn35mm">The 35 mm equivalent as the camera writes it, in whole millimetres.</param>
internal sealed record SampleCamera(
    string Name,
    string Model,
    string SerialNumber,
    double SensorWidth,
    double Aspect,
    double FocalLength,
    int FocalLengthIn35mm)
{
    /// <summary>DJI Mavic 3 Enterprise: a 4/3 inch sensor.</summary>
    public static readonly SampleCamera Mavic3 = new("mavic3", "M3E", "1581F5FJD234T00B7R2K", 17.3, 4 / 3.0, 12.29, 24);

    /// <summary>DJI Phantom 4 Pro: a one inch sensor.</summary>
    public static readonly SampleCamera Phantom4 = new("phantom4", "FC6310", "0V2CE8N00A1K37", 13.2, 3 / 2.0, 8.8, 24);

    public static IReadOnlyList<SampleCamera> All { get; } = [Mavic3, Phantom4];

    /// <summary>The geometry of its pictures when they are so many pixels wide.</summary>
    public Survey.Camera Geometry(int width) =>
        new(width, (int)Math.Round(width / Aspect), FocalLength / SensorWidth * width);
}
