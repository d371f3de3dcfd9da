using OfoWatcher.Survey;
using SkiaSharp;

namespace OfoWatcher.Sample;

/// <summary>Photographs the terrain.</summary>
internal static class PhotoRenderer
{
    private const int Quality = 88;

    /// <summary>The picture that a camera takes from a pose, as an encoded JPEG without metadata.</summary>
    public static byte[] Photograph(Terrain terrain, GroundMapping mapping)
    {
        var info = new SKImageInfo(
            mapping.Camera.Width, mapping.Camera.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var bitmap = new SKBitmap(info);
        Expose(terrain, mapping, bitmap);
        using var pixels = bitmap.PeekPixels();
        using var encoded = pixels?.Encode(new SKJpegEncoderOptions(Quality));
        return encoded?.ToArray() ?? throw new InvalidOperationException("the picture cannot be encoded as JPEG");
    }

    private static unsafe void Expose(Terrain terrain, GroundMapping mapping, SKBitmap bitmap)
    {
        var (east, north, depth) = mapping.Rows;
        var (originEast, originNorth) = terrain.Offset(default);
        for (var y = 0; y < bitmap.Height; y++)
        {
            var row = (uint*)(bitmap.GetPixels() + y * bitmap.RowBytes);
            var (e, n, w) = (
                east.Y * (y + 0.5) + east.One, north.Y * (y + 0.5) + north.One, depth.Y * (y + 0.5) + depth.One);
            for (var x = 0; x < bitmap.Width; x++)
            {
                var below = depth.X * (x + 0.5) + w;
                row[x] = 0xFF000000 | terrain.ColourAt(
                    (float)((east.X * (x + 0.5) + e) / below + originEast),
                    (float)((north.X * (x + 0.5) + n) / below + originNorth));
            }
        }
    }
}
