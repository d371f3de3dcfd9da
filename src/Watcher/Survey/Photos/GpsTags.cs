namespace OfoWatcher.Survey.Photos;

/// <summary>What the GPS directory of a photo says (EXIF 3.0, section 4.6.6).</summary>
/// <param name="gps">The directory; null when there is none.</param>
internal sealed class GpsTags(TiffFields? gps)
{
    /// <summary>Latitude and longitude as they are written; null unless both are finite, with their letters.</summary>
    public GeoPoint? Position =>
        Degrees(TiffTag.Gps.Latitude, TiffTag.Gps.LatitudeRef, "N", "S") is { } latitude
        && Degrees(TiffTag.Gps.Longitude, TiffTag.Gps.LongitudeRef, "E", "W") is { } longitude
            ? new GeoPoint(latitude, longitude)
            : null;

    /// <summary>Metres above what <see cref="AltitudeReference"/> says; negative below it.</summary>
    public double? Altitude =>
        gps?.Number(TiffTag.Gps.Altitude) is { } altitude ? Reference is 1 or 3 ? -altitude : altitude : null;

    public AltitudeReference? AltitudeReference => Reference switch
    {
        0 or 1 => Survey.AltitudeReference.SeaLevel,
        2 or 3 => Survey.AltitudeReference.Ellipsoid,
        _ => null,
    };

    /// <summary>Whether the seconds of the time stamp have a fraction.</summary>
    public bool HasFractionalTime =>
        gps?.Number(TiffTag.Gps.TimeStamp, 2) is { } seconds && Math.Floor(seconds) != seconds;

    private long? Reference => gps?.Whole(TiffTag.Gps.AltitudeRef);

    // Degrees, minutes and seconds as three rationals; a position without its letter is no position.
    private double? Degrees(ushort tag, ushort letterTag, string positive, string negative)
    {
        if (gps?.Text(letterTag) is not { } letter || gps.Find(tag) is not { Count: 3 })
            return null;
        var degrees = gps.Number(tag) + gps.Number(tag, 1) / 60 + gps.Number(tag, 2) / 3600;
        return letter.Equals(negative, StringComparison.OrdinalIgnoreCase) ? -degrees
            : letter.Equals(positive, StringComparison.OrdinalIgnoreCase) ? degrees
            : null;
    }
}
