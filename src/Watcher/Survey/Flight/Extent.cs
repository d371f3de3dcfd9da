namespace OfoWatcher.Survey.Flight;

/// <summary>A rectangle on the grid.</summary>
internal readonly record struct Extent(double West, double South, double East, double North)
{
    public double Width => East - West;

    public double Height => North - South;

    /// <summary>The smallest one around all points, of which there is at least one.</summary>
    public static Extent Of(IEnumerable<GroundPoint> points)
    {
        var extent = new Extent(
            double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);
        foreach (var point in points)
        {
            extent = new Extent(
                Math.Min(extent.West, point.Easting), Math.Min(extent.South, point.Northing),
                Math.Max(extent.East, point.Easting), Math.Max(extent.North, point.Northing));
        }

        return extent;
    }

    public Extent Grown(double margin) => new(West - margin, South - margin, East + margin, North + margin);

    /// <summary>The part within another one.</summary>
    public Extent Within(Extent other) => new(
        Math.Max(West, other.West), Math.Max(South, other.South), Math.Min(East, other.East),
        Math.Min(North, other.North));
}
