using System.Buffers.Binary;

namespace OfoWatcher.Metashape.Products;

/// <summary>
/// Whether a point cloud is whole (LAS 1.0 to 1.4, LAZ and COPC 1.0). A LAS file's length follows from its header; a LAZ
/// file says where the table of its chunks begins, which is written last, and a COPC file where its index does.
/// </summary>
internal static class LasSoundness
{
    private const int OldHeader = 227;
    private const int HeaderOf14 = 375;
    private const int RecordHeader = 54;
    private const byte CompressedBit = 0x80;

    /// <param name="isCopc">Whether it must be a COPC file.</param>
    /// <returns>Null when nothing speaks against it, otherwise why not.</returns>
    /// <exception cref="IOException">It cannot be read now.</exception>
    public static string? FaultOf(ProductFile file, bool isCopc)
    {
        var head = file.Read(0, HeaderOf14 + RecordHeader);
        if (!head.AsSpan().StartsWith("LASF"u8))
            return "is no LAS or LAZ file";
        if (head.Length < OldHeader)
            return file.CutOff(OldHeader);
        var header = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(94));
        long points = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(96));
        if (header < OldHeader || points < header)
            return "has a header that makes no sense";
        if (points >= file.Length)
            return file.CutOff(points);
        var count = CountOf(head, header);
        if (count == 0)
            return "holds no points";
        if (isCopc && FaultOfIndex(file, head) is { } fault)
            return fault;
        return (head[104] & CompressedBit) == 0
            ? FaultOfPoints(file, points, count, BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(105)))
            : FaultOfChunks(file, points);
    }

    // LAS 1.4 counts with eight bytes in a place of its own, and leaves the old one 0 when it would not fit.
    private static ulong CountOf(byte[] head, ushort header) => head[25] >= 4 && header >= HeaderOf14
        && head.Length >= HeaderOf14
        ? BinaryPrimitives.ReadUInt64LittleEndian(head.AsSpan(247))
        : BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(107));

    private static string? FaultOfPoints(ProductFile file, long points, ulong count, ushort bytes)
    {
        var least = points + ((double)count * bytes);
        return bytes > 0 && least <= file.Length ? null : file.CutOff(least);
    }

    private static string? FaultOfChunks(ProductFile file, long points)
    {
        var place = file.Read(points, 8);
        if (place.Length < 8)
            return file.CutOff(points + 8);
        var table = BinaryPrimitives.ReadInt64LittleEndian(place);
        // A writer that cannot go back in its file leaves -1 here and tells the place in the last eight bytes.
        if (table == -1)
            table = BinaryPrimitives.ReadInt64LittleEndian(file.Tail(8));
        if (table <= points)
            return "was not written to its end (its table of chunks is missing)";
        return table <= file.Length - 8 ? null : file.CutOff((double)table + 8);
    }

    private static string? FaultOfIndex(ProductFile file, byte[] head)
    {
        if (head.Length < HeaderOf14 + RecordHeader || !head.AsSpan(HeaderOf14 + 2).StartsWith("copc\0"u8))
            return "is no COPC file (it has no COPC record)";
        var index = BinaryPrimitives.ReadUInt64LittleEndian(head.AsSpan(235));
        if (index == 0)
            return "was not written to its end (its COPC index is missing)";
        return file.Length >= 60 && index <= (ulong)file.Length - 60 ? null : file.CutOff((double)index + 60);
    }
}
