using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Validation.Rules;

/// <summary>
/// One camera makes pictures of one size, or of one for each of its sensors, upright as they are stored, with whole
/// seconds.
/// </summary>
internal sealed class UniformityRule : FindingRule
{
    // A sensor of ten takes a tenth of the photos; what a smaller part than this has was not made by one.
    private const double OddPart = 0.05;

    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        var photos = imagery.Inventory.Photos.Where(photo => photo.Metadata is not null).ToList();
        // Many cameras write one sensor's pictures as JPEG and those of the others as TIFF.
        var cameras = photos.GroupBy(photo => (
                photo.Metadata!.Model, Extension: Path.GetExtension(photo.File).ToUpperInvariant()))
            .OrderBy(c => c.Key.Model, StringComparer.Ordinal).ThenBy(c => c.Key.Extension, StringComparer.Ordinal);
        foreach (var camera in cameras)
        {
            var sizes = camera.GroupBy(SizeOf)
                .OrderByDescending(size => size.Count()).ThenBy(size => size.Key).ToList();
            var odd = sizes.Skip(1).Where(size => size.Count() <= OddPart * camera.Count())
                .SelectMany(size => size).ToList();
            if (odd.Count == 0)
                continue;
            yield return Found(
                FindingCodes.ResolutionOdd,
                $"{About([.. odd.Select(photo => photo.File)], "is", "are")} {Show(SizeOf(odd[0]))} pixels, where "
                    + $"{sizes[0].Count()} others{(camera.Key.Model is { } model ? " of the " + model : "")} are "
                    + $"{Show(sizes[0].Key)}.",
                "Take out what is no photo of the survey, and copy shrunk ones again.",
                odd.Select(photo => photo.File));
        }

        var turned = photos.Where(p => p.Metadata!.Orientation is { } orientation and not 1)
            .Select(photo => photo.File).ToList();
        if (turned.Count > 0)
        {
            yield return Found(
                FindingCodes.PhotoTurned,
                $"{About(turned, "asks", "ask")} to be turned when shown, which upsets Metashape.",
                "Set the EXIF orientation to 1 (exiftool -n -Orientation=1) without turning the pictures.",
                turned);
        }

        var fractional = photos.Where(photo => photo.Metadata!.HasFractionalGpsTime)
            .Select(photo => photo.File).ToList();
        if (fractional.Count > 0)
        {
            yield return Found(
                FindingCodes.GpsTimeFraction,
                $"{About(fractional, "has", "have")} a fraction of a second in the GPS time stamp, at which Metashape "
                    + "stumbles.",
                "Delete the tag GPSTimeStamp (exiftool -GPSTimeStamp=), or accept it if your Metashape takes it.",
                fractional);
        }
    }

    private static (int Width, int Height) SizeOf(ExaminedPhoto photo) =>
        (photo.Metadata!.Width, photo.Metadata.Height);

    private static string Show((int Width, int Height) size) => $"{size.Width} × {size.Height}";
}
