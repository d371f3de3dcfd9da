using OfoWatcher.Survey;
using OfoWatcher.Survey.Flight;

namespace OfoWatcher.Workflows.Local.Preview;

/// <summary>A photo with its place on the ground.</summary>
/// <param name="Height">Above the ground in metres.</param>
/// <param name="Heading">Degrees clockwise from true north.</param>
internal sealed record PlacedPhoto(
    Photo Photo, double Height, HeightSource HeightSource, double Heading, GroundMapping Mapping, Footprint Footprint)
{
    /// <summary>Whether the photo tells no heading.</summary>
    public bool IsHeadingAssumed => CameraHeading.Of(Photo) is null;

    /// <summary>Metres of ground that one pixel covers, on the average of the whole picture.</summary>
    public double GroundSampleDistance => Math.Sqrt(Footprint.Area / ((double)Photo.Width * Photo.Height));
}
