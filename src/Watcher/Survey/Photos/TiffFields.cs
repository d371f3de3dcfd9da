using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace OfoWatcher.Survey.Photos;

/// <summary>
/// One directory of a TIFF structure, which EXIF is too (TIFF 6.0, section 2; BigTIFF: libtiff's specification of 2011).
/// Values are read when they are asked for, and only as many bytes as a camera can mean: counts and offsets are what
/// the file claims.
/// </summary>
internal sealed class TiffFields
{
    // A camera writes some 60; what stands behind so many is not looked at.
    private const int MostFields = 512;
    private const int LongestText = 256;

    private readonly TiffFormat format;
    private readonly PhotoPart part;
    private readonly List<TiffField> fields;

    private TiffFields(TiffFormat format, PhotoPart part, List<TiffField> fields, long next, bool isWhole)
    {
        this.format = format;
        this.part = part;
        this.fields = fields;
        Next = next;
        IsWhole = isWhole;
    }

    /// <summary>Where the next directory begins; 0 when there is none.</summary>
    public long Next { get; }

    /// <summary>Whether all of it lies within the file, its values left aside.</summary>
    public bool IsWhole { get; }

    /// <summary>The structure's first directory; null when it does not begin like one or has none.</summary>
    /// <exception cref="IOException">The device or the mount failed.</exception>
    public static TiffFields? ReadFirst(PhotoPart part) =>
        TiffFormat.Read(part) is { } format ? Read(format, part, format.First) : null;

    /// <summary>The directory at an offset; null when none can be there.</summary>
    /// <exception cref="IOException">The device or the mount failed.</exception>
    public static TiffFields? Read(TiffFormat format, PhotoPart part, long offset)
    {
        Span<byte> number = stackalloc byte[8];
        var size = format.IsBig ? 8 : 2;
        if (offset < TiffFormat.HeaderBytes || !part.TryRead(offset, number[..size]))
            return null;
        var count = format.IsBig ? format.Long8(number) : format.Short(number);
        var start = offset + size;
        var fit = Math.Min(count, (part.Length - start) / format.FieldBytes);
        var take = (int)Math.Min(fit, MostFields);
        if (count <= 0 || take <= 0)
            return null;
        var buffer = ArrayPool<byte>.Shared.Rent(take * format.FieldBytes);
        try
        {
            var bytes = buffer.AsSpan(0, take * format.FieldBytes);
            if (!part.TryRead(start, bytes))
                return null;
            var fields = new List<TiffField>(take);
            for (var i = 0; i < take; i++)
                fields.Add(TiffField.Read(format, bytes[(i * format.FieldBytes)..], start + i * format.FieldBytes));
            var end = start + take * format.FieldBytes;
            var hasNext = take == count && part.TryRead(end, number[..format.OffsetBytes]);
            return new TiffFields(
                format, part, fields, hasNext ? format.Offset(number) : 0, fit == count && (hasNext || take < fit));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>A directory that a field of this one points to; null when there is none.</summary>
    public TiffFields? Inner(ushort tag) => Whole(tag) is { } offset ? Read(format, part, offset) : null;

    /// <summary>The field of a tag; null when there is none.</summary>
    public TiffField? Find(ushort tag)
    {
        foreach (var field in fields)
        {
            if (field.Tag == tag)
                return field;
        }

        return null;
    }

    /// <summary>The bytes of a field, wherever they lie.</summary>
    public PhotoPart? Bytes(ushort tag) =>
        Find(tag) is { Bytes: > 0 } field && field.ValueAt <= part.Length - field.Bytes
            ? new PhotoPart(part.File, part.Start + field.ValueAt, field.Bytes)
            : null;

    /// <summary>All bytes from the field's first one on: a maker's own directory may point behind its end.</summary>
    public PhotoPart? From(ushort tag) => Bytes(tag) is null ? null : part.From(Find(tag)!.Value.ValueAt);

    /// <summary>One number of a field, rationals divided; null when it is none, or not finite.</summary>
    public double? Number(ushort tag, int index = 0)
    {
        if (Find(tag) is not { } field || index >= field.Count || field.Size is 0 or > 8)
            return null;
        Span<byte> bytes = stackalloc byte[8];
        if (!part.TryRead(field.ValueAt + index * field.Size, bytes[..field.Size]))
            return null;
        var value = format.Number(field.Type, bytes);
        return double.IsFinite(value) ? value : null;
    }

    /// <summary>A number without a fraction that is not negative, such as an offset or a size.</summary>
    public long? Whole(ushort tag, int index = 0) =>
        Number(tag, index) is >= 0 and <= 1L << 53 and var value && Math.Floor(value) == value ? (long)value : null;

    /// <summary>The last numbers of a field, as many as there is room for and the field holds at least.</summary>
    /// <returns>False when they cannot be read, or are no offsets or sizes.</returns>
    public bool TryReadLast(ushort tag, Span<long> numbers)
    {
        if (Find(tag) is not { Type: 3 or 4 or 13 or 16 or 18 } field || field.Count < numbers.Length)
            return false;
        var buffer = ArrayPool<byte>.Shared.Rent(numbers.Length * field.Size);
        try
        {
            var bytes = buffer.AsSpan(0, numbers.Length * field.Size);
            if (!part.TryRead(field.ValueAt + (field.Count - numbers.Length) * field.Size, bytes))
                return false;
            for (var i = 0; i < numbers.Length; i++)
                numbers[i] = format.Whole(field.Type, bytes[(i * field.Size)..]);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>A text as far as its first NUL, without blanks around it; null when it is empty.</summary>
    public string? Text(ushort tag)
    {
        if (Find(tag) is not { Size: 1, Count: > 0 } field)
            return null;
        Span<byte> bytes = stackalloc byte[LongestText];
        bytes = bytes[..(int)Math.Min(field.Count, LongestText)];
        if (!part.TryRead(field.ValueAt, bytes))
            return null;
        var end = bytes.IndexOf((byte)0);
        Span<char> characters = stackalloc char[LongestText];
        var length = Encoding.UTF8.GetChars(end < 0 ? bytes : bytes[..end], characters);
        return SharedText.Of(characters[..length]);
    }
}

/// <summary>An entry of a directory.</summary>
/// <param name="Type">How the value is written, 1 to 18.</param>
/// <param name="Count">How many values there are, by what the file claims; not negative.</param>
/// <param name="ValueAt">Where they stand, within the field itself when they are short.</param>
internal readonly record struct TiffField(ushort Tag, ushort Type, long Count, long ValueAt)
{
    /// <summary>Bytes of one value; 0 when the type is not known.</summary>
    public int Size => Type switch
    {
        1 or 2 or 6 or 7 => 1,
        3 or 8 => 2,
        4 or 9 or 11 or 13 => 4,
        5 or 10 or 12 or 16 or 17 or 18 => 8,
        _ => 0,
    };

    /// <summary>Bytes of all values; 0 when there are more than any file can hold.</summary>
    public long Bytes => Count <= long.MaxValue / 8 ? Count * Size : 0;

    /// <param name="at">Where the entry stands.</param>
    public static TiffField Read(TiffFormat format, ReadOnlySpan<byte> entry, long at)
    {
        var count = format.Offset(entry[4..]);
        var field = new TiffField(format.Short(entry), format.Short(entry[2..]), count, 0);
        var place = 4 + format.OffsetBytes;
        var isShort = field.Bytes <= format.OffsetBytes && count <= format.OffsetBytes;
        return field with { ValueAt = isShort ? at + place : format.Offset(entry[place..]) };
    }
}

/// <summary>How the numbers of a TIFF structure are written.</summary>
/// <param name="IsLittle">Little-endian.</param>
/// <param name="IsBig">BigTIFF: counts and offsets of eight bytes.</param>
/// <param name="First">Where the first directory begins.</param>
internal readonly record struct TiffFormat(bool IsLittle, bool IsBig, long First)
{
    /// <summary>The least that stands before a directory.</summary>
    public const int HeaderBytes = 8;

    public int OffsetBytes => IsBig ? 8 : 4;

    public int FieldBytes => IsBig ? 20 : 12;

    /// <summary>Reads the header; null when it is none.</summary>
    public static TiffFormat? Read(PhotoPart part)
    {
        Span<byte> header = stackalloc byte[16];
        if (!part.TryRead(0, header[..HeaderBytes]))
            return null;
        bool? isLittle = header.StartsWith("II"u8) ? true : header.StartsWith("MM"u8) ? false : null;
        if (isLittle is not { } little)
            return null;
        var format = new TiffFormat(little, IsBig: false, 0);
        switch (format.Short(header[2..]))
        {
            case 42:
                return format with { First = format.Offset(header[4..]) };
            case 43 when part.TryRead(0, header) && format.Short(header[4..]) == 8:
                return format with { IsBig = true, First = format.Long8(header[8..]) };
            default:
                return null;
        }
    }

    public ushort Short(ReadOnlySpan<byte> bytes) => IsLittle
        ? BinaryPrimitives.ReadUInt16LittleEndian(bytes)
        : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    /// <summary>An offset or a count; the largest number when it does not fit.</summary>
    public long Offset(ReadOnlySpan<byte> bytes) => IsBig ? Long8(bytes) : Long(bytes);

    public long Long8(ReadOnlySpan<byte> bytes)
    {
        var value = Bits(bytes);
        return value > long.MaxValue ? long.MaxValue : (long)value;
    }

    /// <summary>One value of a type; not a number when the type is none of numbers.</summary>
    public double Number(ushort type, ReadOnlySpan<byte> bytes) => type switch
    {
        1 => bytes[0],
        6 => (sbyte)bytes[0],
        3 => Short(bytes),
        8 => (short)Short(bytes),
        4 or 13 => Long(bytes),
        9 => (int)Long(bytes),
        5 => (double)Long(bytes) / Long(bytes[4..]),
        10 => (double)(int)Long(bytes) / (int)Long(bytes[4..]),
        11 => BitConverter.UInt32BitsToSingle(Long(bytes)),
        12 => BitConverter.UInt64BitsToDouble(Bits(bytes)),
        16 or 18 => Bits(bytes),
        17 => (long)Bits(bytes),
        _ => double.NaN,
    };

    /// <summary>An offset or a size of type SHORT, LONG or LONG8.</summary>
    public long Whole(ushort type, ReadOnlySpan<byte> bytes) => type switch
    {
        3 => Short(bytes),
        4 or 13 => Long(bytes),
        _ => Long8(bytes),
    };

    private uint Long(ReadOnlySpan<byte> bytes) => IsLittle
        ? BinaryPrimitives.ReadUInt32LittleEndian(bytes)
        : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private ulong Bits(ReadOnlySpan<byte> bytes) => IsLittle
        ? BinaryPrimitives.ReadUInt64LittleEndian(bytes)
        : BinaryPrimitives.ReadUInt64BigEndian(bytes);
}
