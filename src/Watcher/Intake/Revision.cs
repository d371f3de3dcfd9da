using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OfoWatcher.Intake;

/// <summary>
/// What an upload consists of: a 128-bit hash over the set of (relative path, size). It does not depend on the order
/// in which a file system lists its entries, nor on any time stamp: copying the same files
/// again gives the same revision.
/// </summary>
/// <remarks>
/// The hashes of the files are added, not XOR-ed, so that no pair of files can cancel out. It tells uploads apart; it
/// does not withstand somebody who looks for a collision, who could write to the share anyway.
/// </remarks>
[JsonConverter(typeof(RevisionJsonConverter))]
internal readonly record struct Revision(UInt128 Value)
{
    /// <summary>How many bytes <see cref="HashFile"/> needs behind a path, for the size.</summary>
    public const int Room = sizeof(long);

    /// <summary>The revision with one file more.</summary>
    /// <param name="fileHash">See <see cref="HashFile"/>.</param>
    public Revision With(UInt128 fileHash) => new(unchecked(Value + fileHash));

    /// <summary>Hashes one file's path and size.</summary>
    /// <param name="pathAndRoom">The relative path, followed by <see cref="Room"/> bytes for the size.</param>
    /// <param name="size">The file's size in bytes.</param>
    public static UInt128 HashFile(Span<byte> pathAndRoom, long size)
    {
        BinaryPrimitives.WriteInt64LittleEndian(pathAndRoom[^Room..], size);
        return XxHash128.HashToUInt128(pathAndRoom);
    }

    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">The text is not a hexadecimal number of at most 128 bits.</exception>
    public static Revision Parse(string text) =>
        new(UInt128.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
}

internal sealed class RevisionJsonConverter : JsonConverter<Revision>
{
    public override Revision Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return Revision.Parse(reader.GetString() ?? "");
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new JsonException("not a revision", e);
        }
    }

    public override void Write(Utf8JsonWriter writer, Revision value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
