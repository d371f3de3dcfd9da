namespace OfoWatcher.Survey.Flight;

/// <summary>How many photos show each cell of a grid over the site.</summary>
/// <param name="South">The lower left corner of the lower left cell.</param>
/// <param name="CellSize">Side of a cell in metres.</param>
/// <param name="Columns">Cells from west to east.</param>
/// <param name="Rows">Cells from south to north.</param>
/// <param name="Counts">Photos that show each cell's middle, row after row from the south; at most 65,535.</param>
internal sealed record CoverageGrid(
    GroundPoint South, double CellSize, int Columns, int Rows, IReadOnlyList<ushort> Counts)
{
    /// <summary>The middle of a cell.</summary>
    public GroundPoint MiddleOf(int column, int row) =>
        new(South.Easting + (column + 0.5) * CellSize, South.Northing + (row + 0.5) * CellSize);

    /// <summary>How many photos show the cell that a point lies in; 0 outside of the grid.</summary>
    public int CountAt(GroundPoint point)
    {
        var column = Math.Floor((point.Easting - South.Easting) / CellSize);
        var row = Math.Floor((point.Northing - South.Northing) / CellSize);
        return column >= 0 && column < Columns && row >= 0 && row < Rows ? Counts[(int)row * Columns + (int)column] : 0;
    }

    /// <summary>How many photos show the middle of a photo's footprint: itself at least.</summary>
    public int CountBelow(FlownPhoto photo) =>
        photo.Footprint is { } footprint ? Math.Max(1, CountAt(footprint.Centre)) : 0;

    /// <summary>Ground that at least one photo shows, in square metres.</summary>
    /// <param name="scale">Of the grid there, see <see cref="UtmPosition.Scale"/>.</param>
    public double AreaSeen(double scale)
    {
        var side = CellSize / scale;
        return Counts.Count(count => count > 0) * side * side;
    }
}
