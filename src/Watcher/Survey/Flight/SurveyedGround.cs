namespace OfoWatcher.Survey.Flight;

/// <summary>
/// The ground that a flight set out to survey, without the ragged margin that its outer photos show beyond it.
/// </summary>
/// <remarks>
/// It is the morphological closing of the places of exposure by a disc as wide as two footprints (J. Serra, Image
/// Analysis and Mathematical Morphology, 1982): every place that no such disc can touch without holding an exposure.
/// What it encloses belongs to it, however large. The same is done with the footprints' middles, which lie elsewhere
/// when the camera looked aslant, and both must hold a place.
/// </remarks>
internal sealed class SurveyedGround
{
    // Cells to the radius of the disc: a finer border has no meaning.
    private const int Detail = 12;

    private readonly GroundPoint south;
    private readonly double cell;
    private readonly int columns, rows;
    private readonly bool[] holds;

    private SurveyedGround(CoverageGrid grid, List<FlownPhoto> photos, double radius)
    {
        cell = Math.Max(grid.CellSize, radius / Detail);
        // So wide that the discs around all exposures end within.
        var margin = radius + 2 * cell;
        south = new GroundPoint(grid.South.Easting - margin, grid.South.Northing - margin);
        columns = (int)Math.Ceiling((grid.Columns * grid.CellSize + 2 * margin) / cell);
        rows = (int)Math.Ceiling((grid.Rows * grid.CellSize + 2 * margin) / cell);
        holds = Closed(photos.Select(p => p.Position.Point), radius / cell);
        var middles = Closed(photos.Select(p => p.Footprint!.Centre), radius / cell);
        for (var i = 0; i < holds.Length; i++)
            holds[i] &= middles[i];
    }

    /// <param name="grid">The cells that will be asked for lie on this one.</param>
    /// <param name="photos">Photos with a footprint.</param>
    /// <param name="width">Of the usual footprint, in metres.</param>
    public static SurveyedGround Of(CoverageGrid grid, List<FlownPhoto> photos, double width) =>
        new(grid, photos, width);

    /// <summary>Whether a point of the coverage grid belongs to the survey.</summary>
    public bool Holds(GroundPoint point) =>
        holds[(int)((point.Northing - south.Northing) / cell) * columns
            + (int)((point.Easting - south.Easting) / cell)];

    private bool[] Closed(IEnumerable<GroundPoint> points, double radius)
    {
        var marked = new bool[columns * rows];
        foreach (var point in points)
        {
            var column = Math.Floor((point.Easting - south.Easting) / cell);
            var row = Math.Floor((point.Northing - south.Northing) / cell);
            if (column >= 0 && column < columns && row >= 0 && row < rows)
                marked[(int)row * columns + (int)column] = true;
        }

        var squared = radius * radius;
        var outside = Array.ConvertAll(
            DistanceTransform.Squared(marked, columns, rows), distance => distance > squared);
        var closed = Array.ConvertAll(
            DistanceTransform.Squared(outside, columns, rows), distance => distance > squared);
        FillHoles(closed);
        return closed;
    }

    // What cannot be reached from the border lies within.
    private void FillHoles(bool[] cells)
    {
        var isOutside = new bool[cells.Length];
        var open = new Stack<int>();
        for (var column = 0; column < columns; column++)
        {
            Reach(column);
            Reach((rows - 1) * columns + column);
        }

        for (var row = 0; row < rows; row++)
        {
            Reach(row * columns);
            Reach(row * columns + columns - 1);
        }

        while (open.TryPop(out var cell))
        {
            var column = cell % columns;
            if (column > 0)
                Reach(cell - 1);
            if (column < columns - 1)
                Reach(cell + 1);
            if (cell >= columns)
                Reach(cell - columns);
            if (cell < cells.Length - columns)
                Reach(cell + columns);
        }

        for (var i = 0; i < cells.Length; i++)
            cells[i] = !isOutside[i];

        void Reach(int cell)
        {
            if (isOutside[cell] || cells[cell])
                return;
            isOutside[cell] = true;
            open.Push(cell);
        }
    }
}
