using System.Buffers.Binary;

namespace OfoWatcher.Validation.Report;

/// <summary>
/// Finds the preview that cameras write into the EXIF: a JPEG in the second directory of its TIFF structure.
/// </summary>
internal static class ExifPreview
{
    // CIPA DC-008 (EXIF), 4.6.5: JPEGInterchangeFormat and JPEGInterchangeFormatLength, both one number of four bytes.
    private const ushort Start = 0x0201, Length = 0x0202;
    private const int EntryBytes = 12;

    /// <param name="tiff">The TIFF structure.</param>
    /// <param name="offset">Where it begins in the file.</param>
    /// <returns>Where the preview lies in the file; empty when there is none.</returns>
    public static Range Find(ReadOnlySpan<byte> tiff, int offset)
    {
        if (tiff.Length < 8 || tiff is not ([0x49, 0x49, ..] or [0x4D, 0x4D, ..]))
            return 0..0;
        var isLittle = tiff[0] == 0x49;
        var first = Number(tiff, 4, isLittle);
        // Behind a directory's entries stands where the next directory is.
        if (EntriesAt(tiff, first, isLittle) is not { } mainEntries)
            return 0..0;
        var second = Number(tiff, first + 2 + mainEntries * EntryBytes, isLittle);
        if (EntriesAt(tiff, second, isLittle) is not { } entries)
            return 0..0;

        long start = 0, length = 0;
        for (var entry = 0; entry < entries; entry++)
        {
            var at = second + 2 + entry * EntryBytes;
            var tag = Short(tiff, at, isLittle);
            if (tag == Start)
                start = Number(tiff, at + 8, isLittle);
            else if (tag == Length)
                length = Number(tiff, at + 8, isLittle);
        }

        return start > 0 && length > 0 && start + length <= tiff.Length
            ? (int)(offset + start)..(int)(offset + start + length)
            : 0..0;
    }

    /// <summary>How many entries a directory has; null when it does not lie in the structure as a whole.</summary>
    private static int? EntriesAt(ReadOnlySpan<byte> tiff, long directory, bool isLittle)
    {
        if (directory < 8 || directory + 2 > tiff.Length)
            return null;
        var entries = Short(tiff, directory, isLittle);
        return directory + 2 + entries * EntryBytes + 4 <= tiff.Length ? entries : null;
    }

    private static ushort Short(ReadOnlySpan<byte> tiff, long at, bool isLittle) => isLittle
        ? BinaryPrimitives.ReadUInt16LittleEndian(tiff[(int)at..])
        : BinaryPrimitives.ReadUInt16BigEndian(tiff[(int)at..]);

    private static uint Number(ReadOnlySpan<byte> tiff, long at, bool isLittle) => isLittle
        ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[(int)at..])
        : BinaryPrimitives.ReadUInt32BigEndian(tiff[(int)at..]);
}
