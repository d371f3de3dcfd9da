namespace OfoWatcher.Survey.Flight;

/// <summary>
/// Counts how many footprints show each place, on a grid fine enough for the survey's shape and small enough for any:
/// the union of the footprints is then the cells with a count, without the cost of joining thousands of polygons.
/// </summary>
internal sealed class CoverageRaster
{
    /// <summary>Cells of a grid at most; it has nearly as many, unless it is very long.</summary>
    public const int MostCells = 400 * 400;

    /// <summary>Cells along one side, for surveys of a long road.</summary>
    private const int MostAlongSide = 4_000;

    // In reaches, the usual distance of a footprint's farthest corner from the camera: a photo with a wrong height or
    // pitch must not stretch the grid until the others are too small for its cells.
    private const double LargestMargin = 2;

    private readonly GroundPoint south;
    private readonly double cell;
    private readonly int columns, rows;

    // By how much the count rises from each cell to the next one east; a row has one more cell to end its counts in.
    private readonly int[] rises;

    private CoverageRaster(Extent extent)
    {
        south = new GroundPoint(extent.West, extent.South);
        cell = Math.Max(SmallestCell(extent), Math.Max(extent.Width, extent.Height) / MostAlongSide);
        columns = Math.Max(1, (int)Math.Ceiling(extent.Width / cell));
        rows = Math.Max(1, (int)Math.Ceiling(extent.Height / cell));
        rises = new int[rows * (columns + 1)];
    }

    /// <summary>The counts; null when no photo has a footprint of some area.</summary>
    public static CoverageGrid? Of(IReadOnlyList<FlownPhoto> photos)
    {
        if (ExtentOf(photos) is not { Width: > 0, Height: > 0 } extent)
            return null;

        var raster = new CoverageRaster(extent);
        foreach (var photo in photos)
        {
            if (photo.Footprint is { } footprint)
                raster.Add(footprint.Corners);
        }

        return raster.Total();
    }

    private static Extent? ExtentOf(IReadOnlyList<FlownPhoto> photos)
    {
        var shown = photos.Where(p => p.Footprint is not null).ToList();
        var usual = Spread.Of(shown.Select(p => (double?)p.Footprint!.Corners.Max(p.Position.Point.DistanceTo)));
        if (usual is null)
            return null;

        var margin = LargestMargin * usual.Median;
        return Extent.Of(shown.SelectMany(p => p.Footprint!.Corners))
            .Within(Extent.Of(shown.Select(p => p.Position.Point)).Grown(margin));
    }

    // With one more column and one more row than fit, since both are rounded up, there are MostCells:
    // (width / cell + 1) (height / cell + 1) = MostCells, solved for the cell.
    private static double SmallestCell(Extent extent)
    {
        var sides = extent.Width + extent.Height;
        return (sides + Math.Sqrt(sides * sides + 4 * extent.Width * extent.Height * (MostCells - 1)))
            / (2 * (MostCells - 1));
    }

    // Row by row the cells whose middles lie between the polygon's two sides there.
    private void Add(IReadOnlyList<GroundPoint> corners)
    {
        var first = RowFrom(corners.Min(c => c.Northing));
        var end = RowFrom(corners.Max(c => c.Northing));
        for (var row = first; row < end; row++)
        {
            var (west, east) = SidesAt(corners, south.Northing + (row + 0.5) * cell);
            var (from, to) = (ColumnFrom(west), ColumnFrom(east));
            if (from >= to)
                continue;
            rises[row * (columns + 1) + from]++;
            rises[row * (columns + 1) + to]--;
        }
    }

    // The first row or column whose middle lies at or beyond a coordinate.
    private int RowFrom(double northing) =>
        (int)Math.Clamp(Math.Ceiling((northing - south.Northing) / cell - 0.5), 0, rows);

    private int ColumnFrom(double easting) =>
        (int)Math.Clamp(Math.Ceiling((easting - south.Easting) / cell - 0.5), 0, columns);

    private static (double West, double East) SidesAt(IReadOnlyList<GroundPoint> corners, double northing)
    {
        var (west, east) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 0; i < corners.Count; i++)
        {
            var (a, b) = (corners[i], corners[(i + 1) % corners.Count]);
            if (a.Northing <= northing == b.Northing <= northing)
                continue;
            var easting = a.Easting + (b.Easting - a.Easting) * (northing - a.Northing) / (b.Northing - a.Northing);
            (west, east) = (Math.Min(west, easting), Math.Max(east, easting));
        }

        return (west, east);
    }

    private CoverageGrid Total()
    {
        var counts = new ushort[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            var count = 0;
            for (var column = 0; column < columns; column++)
            {
                count += rises[row * (columns + 1) + column];
                counts[row * columns + column] = (ushort)Math.Min(count, ushort.MaxValue);
            }
        }

        return new CoverageGrid(south, cell, columns, rows, counts);
    }
}
