using OfoWatcher.Metashape;
using OfoWatcher.Survey;
using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Validation.Rules;

/// <summary>
/// Photos must be as the camera wrote them: programs that send or edit pictures shrink and strip them.
/// </summary>
internal sealed class StrippedPhotoRule : FindingRule
{
    private const string Remedy = "Copy the photos from the drone's card as they are.";

    // A sensor of ten, as the cameras with the most have.
    private const double BandPart = 0.1;

    private static readonly string[] Editors =
    [
        "Photoshop", "Lightroom", "GIMP", "Snapseed", "WhatsApp", "Picasa", "Google Photos", "Instagram", "Facebook",
        "Telegram", "ImageMagick", "IrfanView", "XnView", "paint.net", "Paint Shop", "Affinity", "darktable",
        "RawTherapee", "Capture One", "Luminar", "Windows Photo", "Apple Photos", "ACDSee", "Pixelmator", "PhotoScape",
        "FastStone",
    ];

    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        var photos = imagery.Inventory.Photos.Where(photo => photo.Metadata is not null).ToList();
        var bare = FilesOf(photo => PhotoSelection.IsJpeg(photo.File) && IsBare(photo));
        if (bare.Count > 0)
        {
            yield return Found(
                FindingCodes.ExifMissing,
                bare.Count == photos.Count
                    ? "No photo has EXIF: a program dropped it."
                    : $"{About(bare, "has", "have")} no EXIF: a program dropped it.",
                Remedy, bare);
        }

        var shrunk = photos.Where(photo => IsShrunk(photo.Metadata!)).ToList();
        if (shrunk.Count > 0)
        {
            var first = shrunk[0].Metadata!;
            yield return Found(
                FindingCodes.PhotoShrunk,
                $"{About([.. shrunk.Select(p => p.File)], "has", "have")} fewer pixels than the camera took: "
                    + $"{first.Width} × {first.Height} instead of {first.ExifWidth} × {first.ExifHeight}.",
                Remedy, shrunk.Select(photo => photo.File));
        }

        var edited = photos.Where(photo => EditorOf(photo.Metadata!) is not null).ToList();
        if (edited.Count > 0)
        {
            yield return Found(
                FindingCodes.PhotoEdited,
                $"{About([.. edited.Select(p => p.File)], "was", "were")} saved by {edited[0].Metadata!.Software}.",
                Remedy, edited.Select(photo => photo.File));
        }

        var small = photos.GroupBy(photo => photo.Metadata!.Model)
            .SelectMany(camera => SmallOf([.. camera], imagery.Options.MinPixels))
            .OrderBy(photo => photo.File, StringComparer.Ordinal).ToList();
        if (small.Count > 0)
        {
            var first = small[0].Metadata!;
            yield return Found(
                FindingCodes.PhotoSmall,
                $"{About([.. small.Select(p => p.File)], "is", "are")} as small as "
                    + $"{(small.Count == 1 ? "a preview" : "previews")}: {first.Width} × {first.Height} pixels.",
                Remedy, small.Select(photo => photo.File));
        }

        List<string> FilesOf(Func<ExaminedPhoto, bool> isMeant) =>
            [.. photos.Where(isMeant).Select(photo => photo.File)];
    }

    /// <summary>
    /// The photos of one camera with few pixels; not those of a sensor that has no more, such as the thermal one of a
    /// multispectral camera.
    /// </summary>
    private static IEnumerable<ExaminedPhoto> SmallOf(List<ExaminedPhoto> camera, long minPixels)
    {
        var isSmall = camera.ToLookup(photo => PixelsOf(photo) < minPixels);
        var hasLarger = isSmall[false].Any() && camera[0].Metadata!.Model is not null;
        return isSmall[true].GroupBy(photo => (photo.Metadata!.Width, photo.Metadata.Height))
            .Where(size => !hasLarger || size.Count() < BandPart * camera.Count).SelectMany(size => size);
    }

    private static long PixelsOf(ExaminedPhoto photo) => (long)photo.Metadata!.Width * photo.Metadata.Height;

    private static bool IsBare(ExaminedPhoto photo) => photo.Metadata is
    {
        Make: null, Model: null, CapturedAt: null, FocalLength: null, ExifWidth: null, WrittenPosition: null,
    };

    // Fewer, not others: some cameras write a size that they never make.
    private static bool IsShrunk(Photo photo) => photo is { ExifWidth: { } width, ExifHeight: { } height }
        && (long)photo.Width * photo.Height < (long)width * height;

    private static string? EditorOf(Photo photo) => Editors.FirstOrDefault(editor =>
        photo.Software?.Contains(editor, StringComparison.OrdinalIgnoreCase) == true);
}
