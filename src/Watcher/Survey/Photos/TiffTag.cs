namespace OfoWatcher.Survey.Photos;

/// <summary>
/// The tags that are read, by the directory they stand in (TIFF 6.0; EXIF 3.0, CIPA DC-008-2023; GPS tags, section
/// 4.6.6 of the same).
/// </summary>
internal static class TiffTag
{
    public const ushort ImageWidth = 0x0100;
    public const ushort ImageLength = 0x0101;
    public const ushort Make = 0x010F;
    public const ushort Model = 0x0110;
    public const ushort StripOffsets = 0x0111;
    public const ushort Orientation = 0x0112;
    public const ushort StripByteCounts = 0x0117;
    public const ushort Software = 0x0131;
    public const ushort TileOffsets = 0x0144;
    public const ushort TileByteCounts = 0x0145;

    /// <summary>An XMP packet in a TIFF (ISO 16684-3).</summary>
    public const ushort Xmp = 0x02BC;

    public const ushort ExifDirectory = 0x8769;
    public const ushort GpsDirectory = 0x8825;

    /// <summary>The serial number in a digital negative (DNG 1.7), which MicaSense writes into TIFFs too.</summary>
    public const ushort CameraSerialNumber = 0xC62F;

    /// <summary>Tags of the EXIF directory.</summary>
    public static class Exif
    {
        public const ushort DateTimeOriginal = 0x9003;
        public const ushort FocalLength = 0x920A;
        public const ushort MakerNote = 0x927C;
        public const ushort SubSecTimeOriginal = 0x9291;
        public const ushort PixelXDimension = 0xA002;
        public const ushort PixelYDimension = 0xA003;
        public const ushort FocalPlaneXResolution = 0xA20E;
        public const ushort FocalPlaneResolutionUnit = 0xA210;
        public const ushort FocalLengthIn35mmFilm = 0xA405;
        public const ushort BodySerialNumber = 0xA431;
        public const ushort LensModel = 0xA434;
    }

    /// <summary>Tags of the GPS directory.</summary>
    public static class Gps
    {
        public const ushort LatitudeRef = 0x0001;
        public const ushort Latitude = 0x0002;
        public const ushort LongitudeRef = 0x0003;
        public const ushort Longitude = 0x0004;
        public const ushort AltitudeRef = 0x0005;
        public const ushort Altitude = 0x0006;
        public const ushort TimeStamp = 0x0007;
    }
}
