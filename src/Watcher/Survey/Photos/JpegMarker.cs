namespace OfoWatcher.Survey.Photos;

/// <summary>The second byte of the markers that part a JPEG into segments (ITU-T T.81, table B.1).</summary>
internal static class JpegMarker
{
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;

    /// <summary>The segment of the JFIF header.</summary>
    public const byte App0 = 0xE0;

    /// <summary>The segments of EXIF and XMP.</summary>
    public const byte App1 = 0xE1;

    public const byte Comment = 0xFE;

    /// <summary>SOF0 to SOF15 without the three that share the range: DHT, JPG and DAC.</summary>
    public static bool IsFrameHeader(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
