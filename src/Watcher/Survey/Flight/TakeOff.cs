namespace OfoWatcher.Survey.Flight;

/// <summary>
/// Where a survey took off, as far as its photos tell, and their heights above that. The ground counts as flat and as
/// high as the take-off point: no terrain is known.
/// </summary>
internal sealed class TakeOff
{
    /// <summary>A camera lower than this, in metres, stands on the ground.</summary>
    public const double LeastHeight = 1;

    /// <summary>No drone photographs the ground from higher than this, in metres.</summary>
    public const double LargestHeight = 20_000;

    private readonly double? altitude;

    public TakeOff(IEnumerable<Photo> survey)
    {
        var differences = survey
            .Where(p => p is { AbsoluteAltitude: not null, RelativeAltitude: not null })
            .Select(p => p.AbsoluteAltitude!.Value - p.RelativeAltitude!.Value)
            .Order()
            .ToList();
        altitude = differences.Count > 0 ? differences[differences.Count / 2] : null;
    }

    /// <summary>
    /// Metres above the take-off point, whatever the photo says: its own relative altitude, else its absolute altitude
    /// less the take-off point's, which the median of the survey's photos with both tells. Null without either.
    /// </summary>
    public double? HeightOf(Photo photo) =>
        photo.RelativeAltitude ?? photo.AbsoluteAltitude - altitude;

    /// <summary>The same, but null for a height from which no drone photographs.</summary>
    public double? FlyingHeightOf(Photo photo) =>
        HeightOf(photo) is > LeastHeight and <= LargestHeight and var height ? height : null;
}
