using OfoWatcher.Survey;
using OfoWatcher.Survey.Flight;

namespace OfoWatcher.Validation.Report;

/// <summary>The ground that the footprints show, coloured by how many of them show it.</summary>
internal static class CoverageLayer
{
    // Beyond it their edges would cover the map evenly and say nothing.
    private const int MostFootprints = 2_000;

    /// <summary>
    /// Each class is one path: of the coverage grid's cells, those beside one another in a row joined. A footprint
    /// drawn whole would hide what others show of the same ground.
    /// </summary>
    public static void Write(HtmlWriter page, MapView view, CoverageGrid grid)
    {
        page.Write($"<g shape-rendering=\"crispEdges\">\n");
        for (var wanted = 0; wanted < CoverClass.All.Count; wanted++)
        {
            var isOpen = false;
            for (var row = 0; row < grid.Rows; row++)
                WriteRuns(page, view, grid, row, wanted, ref isOpen);
            if (isOpen)
                page.Write($"\"/>\n");
        }

        page.Write($"</g>\n");
    }

    /// <summary>The edges of the footprints, unless there are too many to be told apart.</summary>
    public static void WriteFootprints(HtmlWriter page, MapView view, IReadOnlyList<FlownPhoto> photos)
    {
        if (photos.Count > MostFootprints || !photos.Any(photo => photo.Footprint is not null))
            return;
        page.Write($"<path class=\"footprints\" d=\"");
        foreach (var photo in photos)
            WriteFootprint(page, view, photo.Footprint);
        page.Write($"\"/>\n");
    }

    /// <summary>A footprint as a part of a path.</summary>
    public static void WriteFootprint(HtmlWriter page, MapView view, Footprint? footprint)
    {
        if (footprint is null)
            return;
        var command = "M";
        foreach (var corner in footprint.Corners)
        {
            page.Write($"{command}{view.X(corner):0.#} {view.Y(corner):0.#}");
            command = "L";
        }

        page.Write($"Z");
    }

    private static void WriteRuns(
        HtmlWriter page, MapView view, CoverageGrid grid, int row, int wanted, ref bool isOpen)
    {
        // Rounded at both ends, so that neighbours meet.
        var top = Math.Round(view.Y(CornerOf(grid, 0, row + 1)), 1);
        var height = Math.Round(view.Y(CornerOf(grid, 0, row)), 1) - top;
        for (var column = 0; column < grid.Columns; column++)
        {
            var first = column;
            while (column < grid.Columns && CoverClass.Of(grid.Counts[row * grid.Columns + column]) == wanted)
                column++;
            if (column == first)
                continue;
            if (!isOpen)
                page.Write($"<path class=\"cover\" fill=\"{CoverClass.All[wanted].Colour}\" d=\"");
            isOpen = true;
            var left = Math.Round(view.X(CornerOf(grid, first, row)), 1);
            var width = Math.Round(view.X(CornerOf(grid, column, row)), 1) - left;
            page.Write($"M{left:0.#} {top:0.#}h{width:0.#}v{height:0.#}h{-width:0.#}z");
        }
    }

    private static GroundPoint CornerOf(CoverageGrid grid, int column, int row) =>
        new(grid.South.Easting + column * grid.CellSize, grid.South.Northing + row * grid.CellSize);
}
