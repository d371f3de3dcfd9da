namespace OfoWatcher.Survey.Photos;

/// <summary>
/// The makers' own part of EXIF, for what stands nowhere else: Nikon's reflex cameras, which many drones carried, tell
/// their serial number only here.
/// </summary>
internal static class MakerNote
{
    // "Nikon", a NUL and the version, then a TIFF structure of its own (exiftool, Nikon Type3 maker notes).
    private const int NikonHeader = 10;
    private const ushort NikonSerialNumber = 0x001D;

    /// <exception cref="IOException">The device or the mount failed.</exception>
    public static string? SerialNumber(TiffFields? exif)
    {
        Span<byte> start = stackalloc byte[7];
        return exif?.From(TiffTag.Exif.MakerNote) is { } note && note.TryRead(0, start) && start.StartsWith("Nikon\0\x02"u8)
            ? TiffFields.ReadFirst(note.From(NikonHeader))?.Text(NikonSerialNumber)
            : null;
    }
}
