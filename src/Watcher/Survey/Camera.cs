namespace OfoWatcher.Survey;

/// <summary>
/// The geometry of a camera as an ideal pinhole: square pixels, the line of sight through the middle of the picture, no
/// lens distortion.
/// </summary>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="FocalLength">Focal length in pixels.</param>
internal sealed record Camera(int Width, int Height, double FocalLength)
{
    // Diagonal of 36 × 24 mm film, to which 35 mm equivalent focal lengths refer (CIPA DCG-001).
    private const double FilmDiagonal = 43.2666;

    /// <summary>
    /// The camera that took a photo: from its lens and its sensor's width where the model is known, else from the 35 mm
    /// equivalent focal length. Null when the photo tells neither, or tells a field of view below 1 or above 170
    /// degrees.
    /// </summary>
    public static Camera? Of(Photo photo)
    {
        var pixels = photo.FocalLength is { } lens && SensorWidth(photo.Model) is { } sensor
            ? lens / sensor * photo.Width
            : photo.FocalLengthIn35mm is { } equivalent
                ? equivalent / FilmDiagonal * double.Hypot(photo.Width, photo.Height)
                : double.NaN;
        var fieldOfView = 2 * double.RadiansToDegrees(Math.Atan(double.Hypot(photo.Width, photo.Height) / 2 / pixels));
        return fieldOfView is >= 1 and <= 170 ? new Camera(photo.Width, photo.Height, pixels) : null;
    }

    // Width in millimetres of the sensor of common survey drones, whose pictures use all of it. Known widths go first,
    // since equivalent focal lengths are rounded to whole millimetres and belong to the uncropped picture: a Phantom 3
    // writes 20 mm into its 16:9 pictures too, which would be off by a tenth.
    private static double? SensorWidth(string? model) => model?.ToUpperInvariant() switch
    {
        "FC300C" or "FC300S" or "FC300X" => 6.17, // Phantom 3
        "FC330" or "FC220" => 6.17, // Phantom 4, Mavic Pro
        "FC6310" or "FC6310R" or "FC6310S" => 13.2, // Phantom 4 Pro, RTK
        "L1D-20C" or "FC3411" => 13.2, // Mavic 2 Pro, Air 2S
        "L2D-20C" or "M3E" => 17.3, // Mavic 3, Mavic 3 Enterprise
        _ => null,
    };
}
