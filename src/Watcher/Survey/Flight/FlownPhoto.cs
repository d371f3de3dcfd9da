using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Survey.Flight;

/// <summary>A photo that has its place.</summary>
/// <param name="Photo">The file.</param>
/// <param name="Position">Where the camera was.</param>
/// <param name="Height">Above the ground in metres; null when it is not known.</param>
/// <param name="Footprint">The ground that it shows; null when height, camera or direction are not known.</param>
/// <param name="GroundSampleDistance">
/// In the middle of the picture, in metres; null when height or camera are not known, or at the horizon.
/// </param>
/// <param name="Line">The place of its flight line in <see cref="FlownSurvey.Lines"/>; -1 on none.</param>
/// <param name="Cover">
/// How many photos, itself included, show the ground in the middle of its footprint; 0 without a footprint.
/// </param>
internal sealed record FlownPhoto(
    ExaminedPhoto Photo, UtmPosition Position, double? Height, Footprint? Footprint, double? GroundSampleDistance,
    int Line, int Cover);
