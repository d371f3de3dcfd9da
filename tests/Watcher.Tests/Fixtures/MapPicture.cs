using System.Globalization;
using OfoWatcher.Survey;
using SkiaSharp;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>A picture with a world file, read back as any other program would read it.</summary>
internal sealed class MapPicture : IDisposable
{
    private readonly SKBitmap bitmap;
    private readonly double[] world;

    public MapPicture(string path)
    {
        bitmap = SKBitmap.Decode(path);
        var lines = File.ReadLines(Path.ChangeExtension(path, ".jgw"));
        world = [.. lines.Select(l => double.Parse(l, CultureInfo.InvariantCulture))];
    }

    public int Width => bitmap.Width;

    public int Height => bitmap.Height;

    /// <summary>
    /// Where on the ground the middle of all pixels of about a colour (#RRGGBB) lies; null when there are fewer than
    /// ten.
    /// </summary>
    public GroundPoint? Find(string colour)
    {
        var wanted = SKColor.Parse(colour);
        var (count, sumX, sumY) = (0, 0.0, 0.0);
        var pixels = bitmap.Pixels;
        for (var i = 0; i < pixels.Length; i++)
        {
            if (!IsNear(pixels[i], wanted))
                continue;
            (count, sumX, sumY) = (count + 1, sumX + i % Width, sumY + i / Width);
        }

        return count < 10 ? null : ToGround(sumX / count, sumY / count);
    }

    /// <summary>The part of the pixels that no photo covers.</summary>
    public double EmptyPart =>
        bitmap.Pixels.Count(p => p is { Red: > 250, Green: > 250, Blue: > 250 }) / (double)(Width * Height);

    public void Dispose() => bitmap.Dispose();

    // World files give the ground at the middle of a pixel: easting = A x + B y + C, northing = D x + E y + F, in the
    // order A, D, B, E, C, F.
    private GroundPoint ToGround(double x, double y) =>
        new(world[0] * x + world[2] * y + world[4], world[1] * x + world[3] * y + world[5]);

    private static bool IsNear(SKColor a, SKColor b) =>
        Math.Abs(a.Red - b.Red) < 60 && Math.Abs(a.Green - b.Green) < 60 && Math.Abs(a.Blue - b.Blue) < 60;
}
