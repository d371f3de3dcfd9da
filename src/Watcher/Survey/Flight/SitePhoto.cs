using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Survey.Flight;

/// <summary>A photo of the site.</summary>
/// <param name="File">The file.</param>
/// <param name="Metadata">What it says of itself.</param>
/// <param name="Position">Where the camera was, on the site's grid.</param>
internal sealed record SitePhoto(ExaminedPhoto File, Photo Metadata, UtmPosition Position);
