using OfoWatcher.Survey.Photos;
using SkiaSharp;

namespace OfoWatcher.Workflows.Local.Preview;

/// <summary>Decodes photos scaled down, which JPEG allows without ever holding the full picture.</summary>
internal static class PhotoPixels
{
    // Every camera ends its file with the marker FF D9, or with a few more segments and thumbnails behind it.
    private const int TailSize = 64 * 1024;

    /// <summary>Decodes a photo at the smallest of the scales n/8 that is not below the wanted one.</summary>
    /// <param name="scale">
    /// Wanted size as a part of the full one, above 0; from 1 on the full picture is decoded.
    /// </param>
    /// <exception cref="UnreadablePhotoException">The picture data are damaged or end too early.</exception>
    public static SKImage Decode(string path, double scale)
    {
        try
        {
            using var stream = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (!HasEnd(stream))
                throw new UnreadablePhotoException(
                    path, "is cut off or overwritten: it has no end marker near its end");
            stream.Position = 0;
            return Decode(stream, path, scale);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadablePhotoException(path, "cannot be read: " + e.Message, e);
        }
    }

    private static SKImage Decode(FileStream stream, string path, double scale)
    {
        using var codec = SKCodec.Create(stream) ?? throw new UnreadablePhotoException(path, "is no picture");
        var eighths = (float)(Math.Clamp(Math.Ceiling(scale * 8), 1, 8) / 8);
        var size = codec.GetScaledDimensions(eighths);
        var pixels = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        try
        {
            var result = codec.GetPixels(pixels.Info, pixels.GetPixels());
            if (result != SKCodecResult.Success)
                throw new UnreadablePhotoException(path, $"has damaged picture data ({result})");
            // Shares the pixels of a bitmap that does not change any more; without this they would be copied.
            pixels.SetImmutable();
            return SKImage.FromBitmap(pixels);
        }
        finally
        {
            pixels.Dispose();
        }
    }

    private static bool HasEnd(FileStream stream)
    {
        var tail = new byte[Math.Min(TailSize, stream.Length)];
        stream.Seek(-tail.Length, SeekOrigin.End);
        stream.ReadExactly(tail);
        return tail.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xD9]) >= 0;
    }
}
