using System.Buffers.Binary;
using System.Text;

namespace OfoWatcher.Sample;

/// <summary>
/// One directory of a TIFF file: entries in ascending order of their tags, then the values that do not fit in.
/// </summary>
internal sealed class TiffDirectory
{
    public const uint HeaderSize = 8;
    public const int EntrySize = 12;

    private readonly List<(ushort Tag, ushort Type, int Count, byte[] Value)> entries = [];

    /// <summary>Bytes of the directory with its values.</summary>
    public int Size => 2 + EntrySize * entries.Count + 4 + entries.Sum(e => Outside(e.Value));

    public void AddBytes(ushort tag, ReadOnlySpan<byte> value) => Add(tag, 1, value.Length, value.ToArray());

    public void AddText(ushort tag, string value) =>
        Add(tag, 2, value.Length + 1, Encoding.ASCII.GetBytes(value + '\0'));

    public void AddShort(ushort tag, ushort value) => Add(tag, 3, 1, [(byte)value, (byte)(value >> 8)]);

    public void AddUndefined(ushort tag, ReadOnlySpan<byte> value) => Add(tag, 7, value.Length, value.ToArray());

    public void AddLong(ushort tag, uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        Add(tag, 4, 1, bytes);
    }

    public void AddRationals(ushort tag, params ReadOnlySpan<(uint Numerator, uint Denominator)> values)
    {
        var bytes = new byte[8 * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8 * i), values[i].Numerator);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8 * i + 4), values[i].Denominator);
        }

        Add(tag, 5, values.Length, bytes);
    }

    /// <summary>Writes the directory, which will stand at an offset from the start of the TIFF file.</summary>
    public void WriteTo(Stream stream, uint offset)
    {
        var directory = new byte[Size];
        var values = 2 + EntrySize * entries.Count + 4;
        BinaryPrimitives.WriteUInt16LittleEndian(directory, (ushort)entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            var (tag, type, count, value) = entries[i];
            var entry = directory.AsSpan(2 + EntrySize * i, EntrySize);
            BinaryPrimitives.WriteUInt16LittleEndian(entry, tag);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], type);
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], count);
            if (Outside(value) == 0)
            {
                value.CopyTo(entry[8..]);
                continue;
            }

            BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], offset + (uint)values);
            value.CopyTo(directory.AsSpan(values));
            values += Outside(value);
        }

        stream.Write(directory);
    }

    // Up to four bytes stand in the entry itself; longer values follow the directory at even offsets.
    private static int Outside(byte[] value) => value.Length <= 4 ? 0 : (value.Length + 1) & ~1;

    private void Add(ushort tag, ushort type, int count, byte[] value) => entries.Add((tag, type, count, value));
}
