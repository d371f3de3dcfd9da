namespace OfoWatcher.Survey.Flight;

/// <summary>Finds the places within a survey that too few photos show to be reconstructed.</summary>
internal static class CoverageGaps
{
    /// <summary>
    /// A point is reconstructed from two photos, and a third one shows whether they agree; less is a gap.
    /// </summary>
    public const int LeastPhotos = 3;

    /// <summary>The most gaps that are told.</summary>
    public const int MostGaps = 20;

    /// <summary>Smaller ones, as parts of the usual footprint, are no gaps.</summary>
    public const double LeastShare = 0.1;

    /// <summary>
    /// Connected cells within the <see cref="SurveyedGround"/> that fewer than <see cref="LeastPhotos"/> photos show,
    /// the largest first.
    /// </summary>
    public static IReadOnlyList<CoverageGap> In(CoverageGrid grid, IReadOnlyList<FlownPhoto> photos)
    {
        var shown = photos.Where(p => p.Footprint is not null).ToList();
        var usual = Spread.Of(shown.Select(p => (double?)p.Footprint!.Area))!.Median;
        var surveyed = SurveyedGround.Of(grid, shown, Math.Sqrt(usual));
        var isThin = new bool[grid.Rows * grid.Columns];
        for (var row = 0; row < grid.Rows; row++)
        {
            for (var column = 0; column < grid.Columns; column++)
            {
                var cell = row * grid.Columns + column;
                isThin[cell] = grid.Counts[cell] < LeastPhotos && surveyed.Holds(grid.MiddleOf(column, row));
            }
        }

        return
        [
            .. Connected(isThin, grid).Where(gap => gap.Area >= LeastShare * usual)
                .OrderByDescending(gap => gap.Area).Take(MostGaps),
        ];
    }

    // Cells that share a side are connected. Empties the cells on its way.
    private static IEnumerable<CoverageGap> Connected(bool[] cells, CoverageGrid grid)
    {
        var open = new Stack<int>();
        for (var start = 0; start < cells.Length; start++)
        {
            var (count, columns, rows) = (0, 0.0, 0.0);
            Reach(start);
            while (open.TryPop(out var cell))
            {
                var (row, column) = Math.DivRem(cell, grid.Columns);
                (count, columns, rows) = (count + 1, columns + column + 0.5, rows + row + 0.5);
                if (column > 0)
                    Reach(cell - 1);
                if (column < grid.Columns - 1)
                    Reach(cell + 1);
                if (row > 0)
                    Reach(cell - grid.Columns);
                if (row < grid.Rows - 1)
                    Reach(cell + grid.Columns);
            }

            if (count > 0)
            {
                yield return new CoverageGap(
                    new GroundPoint(
                        grid.South.Easting + columns / count * grid.CellSize,
                        grid.South.Northing + rows / count * grid.CellSize),
                    count * grid.CellSize * grid.CellSize);
            }
        }

        void Reach(int cell)
        {
            if (!cells[cell])
                return;
            cells[cell] = false;
            open.Push(cell);
        }
    }
}
