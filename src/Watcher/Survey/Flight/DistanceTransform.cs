namespace OfoWatcher.Survey.Flight;

/// <summary>
/// Distances on a grid: the exact Euclidean distance transform of P. F. Felzenszwalb and D. P. Huttenlocher, "Distance
/// Transforms of Sampled Functions", Theory of Computing 8 (2012), which costs a constant time for each cell.
/// </summary>
internal static class DistanceTransform
{
    // More than any squared distance on a grid, and small enough for exact sums.
    private const double Far = 1e12;

    /// <summary>
    /// The square of each cell's distance to the nearest marked one, in cells; some 10¹² when none is marked.
    /// </summary>
    public static double[] Squared(bool[] marked, int columns, int rows)
    {
        var distances = Array.ConvertAll(marked, isMarked => isMarked ? 0.0 : Far);
        var line = new Line(Math.Max(columns, rows));
        for (var column = 0; column < columns; column++)
            line.Transform(distances, column, columns, rows);
        for (var row = 0; row < rows; row++)
            line.Transform(distances, row * columns, 1, columns);
        return distances;
    }

    /// <summary>The transform of one row or column: the lower envelope of a parabola over each of its cells.</summary>
    private sealed class Line(int longest)
    {
        private readonly double[] values = new double[longest];
        private readonly int[] vertices = new int[longest];
        private readonly double[] starts = new double[longest + 1];

        public void Transform(double[] grid, int offset, int stride, int count)
        {
            for (var i = 0; i < count; i++)
                values[i] = grid[offset + i * stride];

            var last = 0;
            (vertices[0], starts[0], starts[1]) = (0, double.NegativeInfinity, double.PositiveInfinity);
            for (var i = 1; i < count; i++)
            {
                var crossing = Crossing(vertices[last], i);
                while (crossing <= starts[last])
                    crossing = Crossing(vertices[--last], i);
                last++;
                (vertices[last], starts[last], starts[last + 1]) = (i, crossing, double.PositiveInfinity);
            }

            last = 0;
            for (var i = 0; i < count; i++)
            {
                while (starts[last + 1] < i)
                    last++;
                double distance = i - vertices[last];
                grid[offset + i * stride] = distance * distance + values[vertices[last]];
            }
        }

        // Where the parabola over one cell crosses that over a later one.
        private double Crossing(int cell, int later) =>
            (values[later] + (double)later * later - values[cell] - (double)cell * cell) / (2.0 * (later - cell));
    }
}
