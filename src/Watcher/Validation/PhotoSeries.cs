using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Validation;

/// <summary>Photos in the order in which they were taken.</summary>
internal static class PhotoSeries
{
    /// <summary>The photos of each camera that tell their time; two drones in the air at once are two series.</summary>
    public static IReadOnlyList<IReadOnlyList<ExaminedPhoto>> ByCamera(ImageryInventory inventory) =>
    [
        .. inventory.Photos
            .Where(photo => photo.Metadata?.CapturedAt is not null)
            .GroupBy(photo => (photo.Metadata!.Model, photo.Metadata.SerialNumber))
            .Select(camera => (IReadOnlyList<ExaminedPhoto>)
            [
                .. camera.OrderBy(photo => photo.Metadata!.CapturedAt)
                    .ThenBy(photo => photo.File, StringComparer.Ordinal),
            ]),
    ];

    /// <summary>From the first of two photos to the second; both must tell their time.</summary>
    public static TimeSpan Between(ExaminedPhoto first, ExaminedPhoto second) =>
        second.Metadata!.CapturedAt!.Value - first.Metadata!.CapturedAt!.Value;
}
