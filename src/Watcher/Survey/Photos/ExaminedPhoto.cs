namespace OfoWatcher.Survey.Photos;

/// <summary>What one look at a file that Metashape would load told.</summary>
/// <param name="File">Path relative to the project's folder.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Content">
/// A hash over the size and the places that were read: photos that differ in it differ, and photos that agree in it
/// hold the same picture for all that matters here. 0 for a file that was not read.
/// </param>
/// <param name="Metadata">What the photo says of itself; null when its header makes no sense.</param>
/// <param name="Fault">Why it is not a whole photo; null when nothing speaks against it.</param>
internal sealed record ExaminedPhoto(string File, long Size, ulong Content, Photo? Metadata, PhotoFault? Fault);
