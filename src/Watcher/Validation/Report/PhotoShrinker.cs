using SkiaSharp;

namespace OfoWatcher.Validation.Report;

/// <summary>Makes small pictures of JPEGs that anybody may have written.</summary>
internal static class PhotoShrinker
{
    /// <summary>Longest side of a small picture in pixels.</summary>
    public const int LongestSide = 240;

    /// <summary>Larger ones are not decoded; the largest survey cameras make 100 million.</summary>
    public const long MostPixels = 120_000_000;

    private const int Quality = 72;

    /// <summary>
    /// Decodes at the smallest scale that JPEG offers and writes the picture anew, so that a browser meets only what
    /// this program wrote. Of a damaged picture it shows what there is.
    /// </summary>
    /// <param name="jpeg">The whole file, in memory: a share that fails must not do so within the decoder.</param>
    /// <param name="outline">Of this file.</param>
    /// <returns>Null when it is not a plain JPEG of a reasonable size, or cannot be decoded.</returns>
    public static unsafe SmallPicture? Shrink(ReadOnlySpan<byte> jpeg, JpegOutline outline)
    {
        if (!outline.IsPlain || outline.Width < 1 || outline.Height < 1
            || (long)outline.Width * outline.Height > MostPixels)
            return null;
        fixed (byte* bytes = jpeg)
        {
            using var data = SKData.Create((nint)bytes, jpeg.Length);
            using var codec = SKCodec.Create(data);
            // It reads the header for itself: both must see the same picture.
            return codec?.Info is { } info && (info.Width, info.Height) == (outline.Width, outline.Height)
                ? Shrink(codec)
                : null;
        }
    }

    private static SmallPicture? Shrink(SKCodec codec)
    {
        var scale = Math.Min(1, (float)LongestSide / Math.Max(codec.Info.Width, codec.Info.Height));
        var decoded = codec.GetScaledDimensions(scale);
        var kind = new SKImageInfo(decoded.Width, decoded.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var pixels = new SKBitmap();
        if (!pixels.TryAllocPixels(kind))
            return null;
        pixels.Erase(SKColors.Gray);
        var result = codec.GetPixels(pixels.Info, pixels.GetPixels());
        if (result is not (SKCodecResult.Success or SKCodecResult.IncompleteInput or SKCodecResult.ErrorInInput))
            return null;
        var (width, height) = (Scaled(codec.Info.Width), Scaled(codec.Info.Height));
        using var small = pixels.Resize(
            pixels.Info.WithSize(width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var encoded = small?.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return encoded is null ? null : new SmallPicture(width, height, encoded.ToArray());

        int Scaled(int side) => Math.Max(1, (int)Math.Round(side * scale));
    }
}
