using OfoWatcher.Survey;
using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Validation;

/// <summary>
/// Photos that were taken on the ground, or while taking off or landing: the first or last few of a flight, low over
/// the take-off point and at one place, or on a way steeper than any terrain that a drone follows. Heights count from
/// the take-off point, so that low ones alone tell nothing: the pilot may have stood on a ridge.
/// </summary>
internal static class GroundShots
{
    /// <summary>Metres above the take-off point from which on a drone surveys.</summary>
    internal const double Flying = 10;

    // Below this part of the median height a photo is low.
    private const double Low = 0.25;

    // More in a row are a part of the survey.
    private const int MostInRow = 5;

    // Metres within which photos are of one place.
    private const double OnePlace = 5;

    // A longer pause ends a flight: the drone landed for another battery.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(2);

    /// <returns>The files.</returns>
    public static HashSet<string> In(ImageryInventory inventory)
    {
        var heights = inventory.Photos.Select(photo => photo.Metadata?.RelativeAltitude).OfType<double>()
            .Order().ToList();
        var median = heights.Count == 0 ? 0 : heights[heights.Count / 2];
        if (median < Flying)
            return [];
        return
        [
            .. PhotoSeries.ByCamera(inventory).SelectMany(FlightsOf)
                .SelectMany(flight => FirstOf(flight, Low * median)
                    .Concat(FirstOf([.. flight.AsEnumerable().Reverse()], Low * median)))
                .Select(photo => photo.File),
        ];
    }

    private static IEnumerable<List<ExaminedPhoto>> FlightsOf(IReadOnlyList<ExaminedPhoto> series)
    {
        List<ExaminedPhoto> flight = [];
        foreach (var photo in series.Where(p => p.Metadata is { RelativeAltitude: not null, Position: not null }))
        {
            if (flight.Count > 0 && PhotoSeries.Between(flight[^1], photo) > Pause)
            {
                yield return flight;
                flight = [];
            }

            flight.Add(photo);
        }

        yield return flight;
    }

    /// <summary>Those with which a flight begins, or ends when it is given the other way round.</summary>
    private static List<ExaminedPhoto> FirstOf(List<ExaminedPhoto> flight, double low)
    {
        var row = flight.TakeWhile(photo => HeightOf(photo) < low).ToList();
        if (row.Count is 0 or > MostInRow || row.Count == flight.Count)
            return [];
        var isOnePlace = row.Count > 1 && row.TrueForAll(photo => Metres(row[0], photo) < OnePlace);
        var isSteep = row.Zip(flight.Skip(1))
            .All(pair => HeightOf(pair.Second) - HeightOf(pair.First) > Metres(pair.First, pair.Second));
        return isOnePlace || isSteep ? row : [];
    }

    private static double HeightOf(ExaminedPhoto photo) => photo.Metadata!.RelativeAltitude!.Value;

    private static double Metres(ExaminedPhoto one, ExaminedPhoto other) =>
        GeoDistance.Metres(one.Metadata!.Position!.Value, other.Metadata!.Position!.Value);
}
