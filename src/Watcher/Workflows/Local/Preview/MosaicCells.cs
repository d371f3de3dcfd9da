using OfoWatcher.Survey;

namespace OfoWatcher.Workflows.Local.Preview;

/// <summary>
/// Divides the ground among the photos: each gets the part of its footprint to which its own centre is nearest (its
/// cell of the Voronoi diagram of the centres), since a picture is least tilted and least hidden in its middle.
/// </summary>
internal static class MosaicCells
{
    /// <summary>
    /// The cell of each photo in their order. It is empty where others are nearer everywhere, and for all but the first
    /// of several photos with the same centre.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<GroundPoint>> Of(IReadOnlyList<PlacedPhoto> photos)
    {
        var cells = new IReadOnlyList<GroundPoint>[photos.Count];
        Parallel.For(0, photos.Count, i => cells[i] = CellOf(i, photos));
        return cells;
    }

    private static List<GroundPoint> CellOf(int index, IReadOnlyList<PlacedPhoto> photos)
    {
        var centre = photos[index].Footprint.Centre;
        List<GroundPoint> cell = [.. photos[index].Footprint.Corners];
        var reach = SquaredReach(centre, cell);
        var neighbours = Enumerable.Range(0, photos.Count)
            .Where(other => other != index)
            .Select(other => (Index: other, Distance: photos[other].Footprint.Centre.SquaredDistanceTo(centre)))
            .Where(other => other.Distance < 4 * reach)
            .OrderBy(other => other.Distance);
        foreach (var (other, distance) in neighbours)
        {
            // The line half-way to a neighbour twice as far away as the cell reaches does not touch the cell.
            if (distance >= 4 * reach)
                break;
            if (distance < 1e-6)
            {
                if (other < index)
                    return [];
                continue;
            }

            cell = NearerTo(centre, photos[other].Footprint.Centre, cell);
            if (cell.Count == 0)
                break;
            reach = SquaredReach(centre, cell);
        }

        return cell;
    }

    private static List<GroundPoint> NearerTo(GroundPoint centre, GroundPoint other, List<GroundPoint> cell) =>
        ConvexPolygon.Cut(cell, p => p.SquaredDistanceTo(other) - p.SquaredDistanceTo(centre));

    private static double SquaredReach(GroundPoint centre, List<GroundPoint> cell) =>
        cell.Max(c => c.SquaredDistanceTo(centre));
}
