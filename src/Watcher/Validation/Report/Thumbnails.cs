using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Validation.Report;

/// <summary>
/// Takes small pictures of the photos that findings are about: the preview that the camera wrote into the photo, or the
/// photo itself made small. This reads the share, so it belongs to the look at the imagery.
/// </summary>
internal sealed class Thumbnails
{
    /// <summary>The most pictures of a report.</summary>
    public const int Most = 24;

    /// <summary>Larger files are not read for a picture, in bytes.</summary>
    public const int LargestFile = 64 * 1024 * 1024;

    // The EXIF segment is one of the first, and 64 KiB long at most.
    private const int HeadBytes = 128 * 1024;
    private const int ChunkBytes = 1024 * 1024;

    private readonly string folder;
    private readonly IProgress<int>? signOfLife;
    private readonly CancellationToken cancellation;

    private Thumbnails(string folder, IProgress<int>? signOfLife, CancellationToken cancellation) =>
        (this.folder, this.signOfLife, this.cancellation) = (folder, signOfLife, cancellation);

    /// <param name="report">Whose findings tell which photos.</param>
    /// <param name="signOfLife">Told 0 again and again while the share answers.</param>
    /// <returns>At most <see cref="Most"/>; one without a picture says why there is none.</returns>
    public static IReadOnlyList<Thumbnail> Take(
        ValidationReport report, IProgress<int>? signOfLife, CancellationToken cancellationToken)
    {
        var wanted = ProblemFiles.Examples(report.Findings).ToHashSet(StringComparer.Ordinal);
        if (wanted.Count == 0 || report.Imagery.Folders is not [var folder])
            return [];
        // Findings may name files that are no photos, or are gone.
        var photos = report.Imagery.Inventory.Photos.Where(photo => wanted.Contains(photo.File))
            .ToDictionary(photo => photo.File, StringComparer.Ordinal);
        var thumbnails = new Thumbnails(folder, signOfLife, cancellationToken);
        return
        [
            .. ProblemFiles.Examples(report.Findings).Where(photos.ContainsKey).Take(Most)
                .Select(file => thumbnails.Take(photos[file])),
        ];
    }

    private Thumbnail Take(ExaminedPhoto photo)
    {
        try
        {
            using var stream = new FileStream(
                Path.Combine(folder, photo.File), FileMode.Open, FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var head = Read(stream, HeadBytes);
            if (head is not [0xFF, JpegMarker.StartOfImage, ..])
                return None(photo, head.Length == 0 ? "the file is empty" : "only those of JPEGs are shown");
            if (PreviewIn(head) is { } preview)
                return new Thumbnail(photo.File, preview, "");
            if (stream.Length > LargestFile)
                return None(photo, "the file is too large");
            byte[] whole = [.. head, .. Read(stream, LargestFile - head.Length)];
            return PhotoShrinker.Shrink(whole, JpegOutline.Of(whole)) is { } picture
                ? new Thumbnail(photo.File, picture, "")
                : None(photo, "it cannot be decoded");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What the findings say is worth more than a picture: they are told without it.
            return None(photo, $"the file cannot be read ({e.Message})");
        }
    }

    private static Thumbnail None(ExaminedPhoto photo, string why) => new(photo.File, null, why);

    private static SmallPicture? PreviewIn(ReadOnlySpan<byte> head)
    {
        var place = JpegOutline.Of(head).Preview;
        if (place.End.Value > head.Length || place.Equals(0..0))
            return null;
        var preview = head[place];
        return PhotoShrinker.Shrink(preview, JpegOutline.Of(preview));
    }

    /// <summary>Reads on in small pieces, between each of which the look may be called off.</summary>
    private byte[] Read(FileStream stream, int most)
    {
        var bytes = new byte[(int)Math.Clamp(stream.Length - stream.Position, 0, most)];
        var filled = 0;
        while (filled < bytes.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            signOfLife?.Report(0);
            var read = stream.Read(bytes.AsSpan(filled, Math.Min(ChunkBytes, bytes.Length - filled)));
            if (read == 0)
                break;
            filled += read;
        }

        return filled == bytes.Length ? bytes : bytes[..filled];
    }
}
