namespace OfoWatcher.Validation.Report;

/// <summary>A small picture of a photo that a finding is about.</summary>
/// <param name="File">The photo, relative to the project's folder.</param>
/// <param name="Picture">The small picture; null when none could be made.</param>
/// <param name="WhyNone">Why there is no picture; empty when there is one.</param>
internal sealed record Thumbnail(string File, SmallPicture? Picture, string WhyNone);

/// <summary>A JPEG of a few kilobytes that this program wrote.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Jpeg">The whole file.</param>
internal sealed record SmallPicture(int Width, int Height, byte[] Jpeg);
