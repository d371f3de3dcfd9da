using System.Globalization;

namespace OfoWatcher.Survey.Photos;

/// <summary>Puts together what a photo's EXIF and XMP say. Damage leaves values null.</summary>
internal static class PhotoMetadata
{
    // Width in millimetres: of a telephone's sensor, and of the largest digital backs.
    private const double LeastSensor = 1;
    private const double MostSensor = 70;

    private const double FilmWidth = 36;

    /// <exception cref="IOException">The device or the mount failed.</exception>
    public static Photo? Of(string file, JpegLayout layout)
    {
        if (layout.Width == 0 || layout.Height == 0)
            return null;
        var main = layout.Exif is { } part ? TiffFields.ReadFirst(part) : null;
        return Of(file, layout.Width, layout.Height, main, layout.Xmp);
    }

    /// <inheritdoc cref="Of(string, JpegLayout)"/>
    public static Photo? Of(string file, TiffLayout layout) =>
        layout is { Width: > 0, Height: > 0 }
            ? Of(file, layout.Width, layout.Height, layout.Main, layout.Main?.Bytes(TiffTag.Xmp))
            : null;

    private static Photo Of(string file, int width, int height, TiffFields? main, PhotoPart? packet)
    {
        var exif = main?.Inner(TiffTag.ExifDirectory);
        var gps = new GpsTags(main?.Inner(TiffTag.GpsDirectory));
        var drone = new DroneTags(XmpProperties.Read(packet));
        var (yaw, pitch, roll) = drone.Gimbal();
        return new Photo
        {
            File = file,
            Width = width,
            Height = height,
            Make = main?.Text(TiffTag.Make),
            Model = main?.Text(TiffTag.Model),
            SerialNumber = exif?.Text(TiffTag.Exif.BodySerialNumber) ?? main?.Text(TiffTag.CameraSerialNumber)
                ?? MakerNote.SerialNumber(exif) ?? drone.SerialNumber,
            LensModel = exif?.Text(TiffTag.Exif.LensModel) ?? drone.LensModel,
            Software = main?.Text(TiffTag.Software),
            ExifWidth = Pixels(exif, TiffTag.Exif.PixelXDimension),
            ExifHeight = Pixels(exif, TiffTag.Exif.PixelYDimension),
            SensorWidth = SensorWidth(exif, width),
            FocalLength = Positive(exif, TiffTag.Exif.FocalLength),
            FocalLengthIn35mm = Positive(exif, TiffTag.Exif.FocalLengthIn35mmFilm),
            WrittenPosition = gps.Position,
            AbsoluteAltitude = drone.AbsoluteAltitude ?? gps.Altitude,
            GpsAltitude = gps.Altitude,
            AltitudeReference = gps.AltitudeReference,
            RelativeAltitude = drone.RelativeAltitude,
            GimbalYaw = yaw,
            GimbalPitch = pitch,
            GimbalRoll = roll,
            FlightYaw = drone.FlightYaw,
            RtkFlag = drone.RtkFlag,
            RtkAccuracy = drone.Accuracy,
            HasFractionalGpsTime = gps.HasFractionalTime,
            CapturedAt = CapturedAt(exif),
            Orientation = main?.Whole(TiffTag.Orientation) is >= 1 and <= 8 and var turn ? (int)turn : null,
        };
    }

    private static double? Positive(TiffFields? fields, ushort tag) =>
        fields?.Number(tag) is > 0 and var value ? value : null;

    private static int? Pixels(TiffFields? exif, ushort tag) =>
        exif?.Whole(tag) is > 0 and <= int.MaxValue and var pixels ? (int)pixels : null;

    /// <summary>
    /// The sensor's width by the number of its pixels in a unit of length, which EXIF tells for the picture as it came
    /// from the camera. Some cameras write nonsense there: it must agree, within a factor of one and a half, with what
    /// the two focal lengths tell where both are there.
    /// </summary>
    private static double? SensorWidth(TiffFields? exif, int width)
    {
        double? unit = (exif?.Whole(TiffTag.Exif.FocalPlaneResolutionUnit) ?? 2) switch
        {
            2 => 25.4,
            3 => 10,
            4 => 1, // These two are no part of the standard; cameras write them all the same.
            5 => 0.001,
            _ => null,
        };
        var pixels = Pixels(exif, TiffTag.Exif.PixelXDimension) ?? width;
        if (pixels / Positive(exif, TiffTag.Exif.FocalPlaneXResolution) * unit
            is not (>= LeastSensor and <= MostSensor and var sensor))
            return null;
        var expected = FilmWidth * Positive(exif, TiffTag.Exif.FocalLength)
            / Positive(exif, TiffTag.Exif.FocalLengthIn35mmFilm);
        return expected is null || sensor / expected is > 2 / 3.0 and < 1.5 ? sensor : null;
    }

    private static DateTime? CapturedAt(TiffFields? exif)
    {
        if (!DateTime.TryParseExact(
            exif?.Text(TiffTag.Exif.DateTimeOriginal), "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var time))
            return null;
        // Digits after the point, as many as the camera likes.
        return exif?.Text(TiffTag.Exif.SubSecTimeOriginal) is { Length: <= 9 } digits && digits.All(char.IsAsciiDigit)
            ? time.AddSeconds(double.Parse("0." + digits, CultureInfo.InvariantCulture))
            : time;
    }
}
