using OfoWatcher.Survey;

namespace OfoWatcher.Sample;

/// <summary>
/// A flat forest seen from above: crowns lit from one side, clearings of grass, a track, and ground marks. It is a
/// function of the ground's coordinates and the seed, so that every photo of a place shows the same.
/// The crowns repeat after 256 cells (1,408 m), which no photo spans.
/// </summary>
internal sealed class Terrain
{
    private const int Size = 256;
    private const int Mask = Size - 1;
    private const float CrownCell = 5.5f;

    private readonly GroundPoint origin;
    private readonly float[] noise = new float[Size * Size];
    private readonly Crown[] crowns = new Crown[Size * Size];
    private readonly PlacedMark[] marks;

    /// <param name="origin">A point nearby, from which single precision counts its metres.</param>
    public Terrain(int seed, GroundPoint origin, IReadOnlyList<GroundMark> marks)
    {
        this.origin = origin;
        this.marks = [.. marks.Select(m => new PlacedMark(
            (float)(m.Point.Easting - origin.Easting),
            (float)(m.Point.Northing - origin.Northing),
            (float)m.Radius,
            m.Colour))];
        var random = new RepeatableRandom(seed);
        for (var i = 0; i < noise.Length; i++)
            noise[i] = random.NextSingle();
        for (var i = 0; i < crowns.Length; i++)
            crowns[i] = new Crown(
                random.NextSingle(), random.NextSingle(), 1.6f + 2.1f * random.NextSingle(), random.NextSingle());
    }

    /// <summary>Colour of the ground as 0xBBGGRR, at a point given in metres east and north of the origin.</summary>
    public uint ColourAt(float east, float north)
    {
        foreach (ref readonly var mark in marks.AsSpan())
        {
            var (dx, dy) = (east - mark.East, north - mark.North);
            var squared = dx * dx + dy * dy;
            if (squared < mark.Radius * mark.Radius)
                return mark.Colour;
            if (squared < 2.25f * mark.Radius * mark.Radius)
                return 0xF4F4F4; // A white rim keeps the mark's colour from running into the forest's.
        }

        var grain = Noise(east * 1.9f, north * 1.9f);
        var track = TrackDistance(east, north);
        if (track < 1.7f)
            return Shade(0.78f + 0.25f * grain, 176, 150, 116);
        var openness = 0.65f * Noise(east / 37, north / 37) + 0.35f * Noise(east / 13 + 40, north / 13 + 90);
        var clearing = openness > 0.62f || track < 2.6f;
        return (clearing ? null : CrownAt(east, north, grain))
            ?? (clearing
                ? Shade(0.75f + 0.4f * grain, 146, 152, 84)
                : Shade(0.55f + 0.35f * grain, 70, 66, 44));
    }

    /// <summary>Metres of the point's coordinates from the origin, for <see cref="ColourAt"/>.</summary>
    public (double East, double North) Offset(GroundPoint point) =>
        (point.Easting - origin.Easting, point.Northing - origin.Northing);

    // Metres to the middle of a track that winds eastwards.
    private static float TrackDistance(float east, float north) =>
        MathF.Abs(north - 14 - 11 * MathF.Sin(east / 31) - 4 * MathF.Sin(east / 9 + 1));

    // The crown that stands highest here, as a dome lit from the north-west.
    private uint? CrownAt(float east, float north, float grain)
    {
        var (column, row) = ((int)MathF.Floor(east / CrownCell), (int)MathF.Floor(north / CrownCell));
        var (highest, slope, tint) = (0f, 0f, 0f);
        for (var y = row - 1; y <= row + 1; y++)
        {
            for (var x = column - 1; x <= column + 1; x++)
            {
                ref readonly var crown = ref crowns[(y & Mask) * Size + (x & Mask)];
                var (dx, dy) = (east - (x + crown.East) * CrownCell, north - (y + crown.North) * CrownCell);
                var dome = crown.Radius * crown.Radius - dx * dx - dy * dy;
                if (dome > highest)
                    (highest, slope, tint) = (dome, (dy - dx) / crown.Radius, crown.Tint);
            }
        }

        return highest > 0
            ? Shade(0.72f + 0.3f * slope + 0.35f * grain, 52 + 46 * tint, 96 + 24 * tint, 40 + 10 * tint)
            : null;
    }

    // Value noise from 0 to 1, smooth between the points of the lattice.
    private float Noise(float x, float y)
    {
        var (column, row) = (MathF.Floor(x), MathF.Floor(y));
        var (u, v) = (x - column, y - row);
        u *= u * (3 - 2 * u);
        v *= v * (3 - 2 * v);
        var (left, right) = ((int)column & Mask, ((int)column + 1) & Mask);
        var (lower, upper) = (((int)row & Mask) * Size, (((int)row + 1) & Mask) * Size);
        var below = noise[lower + left] + (noise[lower + right] - noise[lower + left]) * u;
        var above = noise[upper + left] + (noise[upper + right] - noise[upper + left]) * u;
        return below + (above - below) * v;
    }

    private static uint Shade(float light, float red, float green, float blue)
    {
        light = Math.Clamp(light, 0.15f, 1.3f);
        return (uint)MathF.Min(red * light, 255) | (uint)MathF.Min(green * light, 255) << 8
            | (uint)MathF.Min(blue * light, 255) << 16;
    }

    private readonly record struct Crown(float East, float North, float Radius, float Tint);

    private readonly record struct PlacedMark(float East, float North, float Radius, uint Colour);
}
