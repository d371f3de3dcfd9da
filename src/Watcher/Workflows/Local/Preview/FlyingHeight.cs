using OfoWatcher.Survey;
using OfoWatcher.Survey.Flight;

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

/// <summary>Tells how high above the ground each photo of a draft was taken; see <see cref="TakeOff"/>.</summary>
internal sealed class FlyingHeight(IEnumerable<Photo> survey, double assumed)
{
    private readonly TakeOff takeOff = new(survey);

    /// <summary>Metres above the ground, and how they are known.</summary>
    public (double Height, HeightSource Source) Of(Photo photo) => takeOff.HeightOf(photo) is not { } height
        ? (assumed, HeightSource.Assumed)
        : (height, photo.RelativeAltitude is null ? HeightSource.FromTakeOff : HeightSource.Relative);
}
