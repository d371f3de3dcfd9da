using System.Buffers;
using System.IO.Hashing;
using System.Text;
using OfoWatcher.Platform;

namespace OfoWatcher.Survey.Photos;

/// <summary>
/// What looks at photos told, kept in one file for each project, so that an added photo costs one photo. Only photos
/// without a fault are kept: one that was mended on the share may look unchanged. A file that is damaged, old, or from
/// another build of the program is no cache, and every photo is looked at again.
/// </summary>
internal sealed class PhotoCache
{
    private const ulong Magic = 0x3153_4F54_4F46_4F; // "OFOTOS1", read little-endian.
    private const int HeaderBytes = sizeof(ulong) + 16;
    private const int HashBytes = 16;
    private const int BlockBytes = 64 * 1024;

    // 100,000 photos take some 25 MB.
    private const long MostBytes = 100_000_000;

    public static readonly PhotoCache Empty = new([]);

    private readonly Dictionary<string, (FileStamp Stamp, ExaminedPhoto Photo)> photos;

    private PhotoCache(Dictionary<string, (FileStamp, ExaminedPhoto)> photos) => this.photos = photos;

    public int Count => photos.Count;

    // What a build reads out of a photo, another may read better.
    private static Guid Build => typeof(PhotoCache).Module.ModuleVersionId;

    /// <summary>What was told of this file in this state; null when it must be looked at.</summary>
    public ExaminedPhoto? Find(string file, in FileStamp stamp) =>
        photos.TryGetValue(file, out var kept) && kept.Stamp == stamp ? kept.Photo : null;

    /// <summary>Reads a file; empty when it is missing or of no use.</summary>
    public static PhotoCache Load(string path)
    {
        try
        {
            // Damage is found before anything is believed; the file is read twice rather than held in memory.
            using var stream = File.OpenRead(path);
            if (stream.Length is < HeaderBytes + HashBytes or > MostBytes || !IsIntact(stream))
                return Empty;
            stream.Position = 0;
            using var reader = new BinaryReader(stream, Encoding.UTF8);
            return reader.ReadUInt64() == Magic && new Guid(reader.ReadBytes(16)) == Build
                ? new PhotoCache(ReadPhotos(reader, stream.Length - HashBytes))
                : Empty;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException
            or InvalidDataException or FormatException or ArgumentException)
        {
            return Empty; // A cache costs time when it is lost, and nothing else.
        }
    }

    /// <summary>Writes the file, and the folder it stands in, but none above that: the volume may be gone.</summary>
    /// <param name="photos">What is known of each photo; those with a fault are left out.</param>
    /// <returns>Why it could not be written; null when it was.</returns>
    public static string? Save(string path, IEnumerable<(FileStamp Stamp, ExaminedPhoto Photo)> photos)
    {
        try
        {
            var folder = Path.GetDirectoryName(path)!;
            if (!Directory.Exists(folder) && Directory.Exists(Path.GetDirectoryName(folder)))
                Directory.CreateDirectory(folder);
            AtomicFile.Write(path, photos.Where(entry => entry.Photo.Fault is null), Write);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private static bool IsIntact(FileStream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            var hash = new XxHash128();
            for (var left = stream.Length - HashBytes; left > 0;)
            {
                var block = buffer.AsSpan(0, (int)Math.Min(BlockBytes, left));
                stream.ReadExactly(block);
                hash.Append(block);
                left -= block.Length;
            }

            var expected = buffer.AsSpan(0, HashBytes);
            stream.ReadExactly(expected);
            return expected.SequenceEqual(hash.GetCurrentHash());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Dictionary<string, (FileStamp, ExaminedPhoto)> ReadPhotos(BinaryReader reader, long end)
    {
        var photos = new Dictionary<string, (FileStamp, ExaminedPhoto)>();
        var record = new PhotoRecord();
        while (reader.BaseStream.Position < end)
        {
            var (stamp, photo) = record.Read(reader);
            photos[photo.File] = (stamp, photo);
        }

        return photos;
    }

    private static void Write(Stream stream, IEnumerable<(FileStamp Stamp, ExaminedPhoto Photo)> photos)
    {
        var hash = new XxHash128();
        using var block = new MemoryStream(BlockBytes + 4096);
        using var writer = new BinaryWriter(block, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(Build.ToByteArray());
        var record = new PhotoRecord();
        foreach (var (stamp, photo) in photos)
        {
            record.Write(writer, stamp, photo);
            if (block.Length >= BlockBytes)
                Flush();
        }

        Flush();
        stream.Write(hash.GetCurrentHash());

        void Flush()
        {
            var bytes = block.GetBuffer().AsSpan(0, (int)block.Length);
            hash.Append(bytes);
            stream.Write(bytes);
            block.SetLength(0);
        }
    }
}
