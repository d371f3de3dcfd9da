using OfoWatcher.Sample;
using OfoWatcher.Survey;
using SkiaSharp;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>
/// Small whole photos that say of themselves what a drone's say, so that a folder of them is a survey: five photos to a
/// line, 22 m apart, at 80 m above the ground. For tests to which the picture does not matter.
/// </summary>
internal static class SurveyPhotos
{
    private const int PerLine = 5;
    private const int Width = 640;
    private const int Square = 16;

    private static readonly GeoPoint Start = new(38.9021, -120.0733);
    private static readonly byte[] Picture = Encode();

    /// <summary>The photo that was taken as the so-manyth, from 1.</summary>
    public static byte[] Bytes(int number)
    {
        var (line, place) = Math.DivRem(number - 1, PerLine);
        var isNorthward = line % 2 == 0;
        var tags = new PhotoTags
        {
            Camera = SampleCamera.Mavic3,
            Width = Width,
            Height = Width * 3 / 4,
            CapturedAt = new DateTime(2026, 6, 12, 10, 30, 0).AddSeconds(2 * number),
            Position = new GeoPoint(
                Start.Latitude + 0.0002 * (isNorthward ? place : PerLine - 1 - place),
                Start.Longitude + 0.00025 * line),
            AbsoluteAltitude = 1992,
            RelativeAltitude = 80,
            Yaw = isNorthward ? 0 : 180,
            Pitch = -90,
            HasRtkFix = true,
        };
        return JpegAssembly.Assemble(
            Picture, ExifWriter.Write(tags), XmpPacket.Write(tags), 0, new RepeatableRandom(number));
    }

    private static byte[] Encode()
    {
        using var bitmap = new SKBitmap(Width, Width * 3 / 4, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(bitmap))
        {
            // Squares of chance, so that the file holds no run of zeros.
            var random = new Random(1);
            for (var i = 0; i < Width * Width * 3 / 4 / (Square * Square); i++)
            {
                using var paint = new SKPaint { Color = new SKColor((uint)random.Next() | 0xFF000000) };
                var (row, column) = Math.DivRem(i, Width / Square);
                canvas.DrawRect(column * Square, row * Square, Square, Square, paint);
            }
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 50);
        return data.ToArray();
    }
}
