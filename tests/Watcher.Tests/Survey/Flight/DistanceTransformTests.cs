using FsCheck;
using FsCheck.Fluent;
using OfoWatcher.Survey.Flight;

namespace OfoWatcher.Tests.Survey.Flight;

public sealed class DistanceTransformTests
{
    [Fact]
    public void Each_cell_has_the_distance_to_the_nearest_marked_one()
    {
        var grids =
            from columns in Gen.Choose(1, 25)
            from rows in Gen.Choose(1, 25)
            from share in Gen.Choose(2, 200)
            from cells in Gen.Choose(1, share).Select(n => n == 1).ArrayOf(columns * rows)
            select (Marked: cells, columns, rows);
        Prop.ForAll(grids.ToArbitrary(), grid =>
        {
            var (marked, columns, rows) = grid;
            var distances = DistanceTransform.Squared(marked, columns, rows);
            var places = Enumerable.Range(0, marked.Length).Where(i => marked[i]).ToList();
            return Enumerable.Range(0, marked.Length).All(i => places.Count == 0
                ? distances[i] > 1e11
                : distances[i] == places.Min(p =>
                    Math.Pow(p % columns - i % columns, 2) + Math.Pow(p / columns - i / columns, 2)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }
}
