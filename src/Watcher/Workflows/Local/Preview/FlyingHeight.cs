using OfoWatcher.Survey;

namespace OfoWatcher.Workflows.Local.Preview;

/// <summary>Where a photo's height above the ground was taken from.</summary>
internal enum HeightSource
{
    /// <summary>The photo's own height above the take-off point.</summary>
    Relative,

    /// <summary>Its altitude less that of the take-off point, which the other photos' two altitudes tell.</summary>
    FromTakeOff,

    /// <summary>The height that was given for surveys without any.</summary>
    Assumed,
}

/// <summary>
/// Tells how high above the ground each photo of a survey was taken. The ground counts as flat and as high as the
/// take-off point: a draft knows no terrain.
/// </summary>
internal sealed class FlyingHeight
{
    private readonly double? takeOff;
    private readonly double assumed;

    public FlyingHeight(IEnumerable<Photo> survey, double assumed)
    {
        this.assumed = assumed;
        var differences = survey
            .Where(p => p is { AbsoluteAltitude: not null, RelativeAltitude: not null })
            .Select(p => p.AbsoluteAltitude!.Value - p.RelativeAltitude!.Value)
            .Order()
            .ToList();
        takeOff = differences.Count > 0 ? differences[differences.Count / 2] : null;
    }

    /// <summary>Metres above the ground, and how they are known.</summary>
    public (double Height, HeightSource Source) Of(Photo photo) => photo switch
    {
        { RelativeAltitude: { } height } => (height, HeightSource.Relative),
        { AbsoluteAltitude: { } altitude } when takeOff is { } ground => (altitude - ground, HeightSource.FromTakeOff),
        _ => (assumed, HeightSource.Assumed),
    };
}
