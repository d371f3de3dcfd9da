using System.Globalization;
using OfoWatcher.Survey;
using OfoWatcher.Survey.Photos;
using OfoWatcher.Validation;

namespace OfoWatcher.Tests.Validation;

/// <summary>
/// What a look at a sound survey gives, for tests to make unsound: five photos to a line, 22 m apart, one every two
/// seconds, 80 m above the ground.
/// </summary>
internal static class MadeImagery
{
    private const int PerLine = 5;

    public static readonly DateTime Start = new(2026, 6, 12, 10, 30, 0);

    public static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"DJI_{number:D4}.JPG");

    /// <summary>The so-manyth photo, from 1.</summary>
    public static ExaminedPhoto Photo(int number)
    {
        var (line, place) = Math.DivRem(number - 1, PerLine);
        var metadata = new Photo
        {
            File = "/share/site/" + Name(number),
            Width = 5280,
            Height = 3956,
            Make = "DJI",
            Model = "M3E",
            SerialNumber = "1581F5FJD234",
            Software = "10.11.35.17",
            ExifWidth = 5280,
            ExifHeight = 3956,
            FocalLength = 12.29,
            WrittenPosition = new GeoPoint(
                38.9021 + 0.0002 * (line % 2 == 0 ? place : PerLine - 1 - place), -120.0733 + 0.00025 * line),
            AbsoluteAltitude = 1992,
            GpsAltitude = 1992,
            AltitudeReference = AltitudeReference.SeaLevel,
            RelativeAltitude = 80,
            CapturedAt = Start.AddSeconds(2 * number),
            Orientation = 1,
        };
        return new ExaminedPhoto(Name(number), 8_000_000 + number, (ulong)number, metadata, null);
    }

    public static List<ExaminedPhoto> Flight(int photos = 20) => [.. Enumerable.Range(1, photos).Select(Photo)];

    /// <summary>A flight in which some photos say something else; all of them where no number is given.</summary>
    public static List<ExaminedPhoto> Flight(Func<Photo, Photo> change, params int[] numbers) =>
        [.. Flight().Select((photo, i) => numbers.Length == 0 || numbers.Contains(i + 1) ? photo.With(change) : photo)];

    public static ExaminedPhoto With(this ExaminedPhoto photo, Func<Photo, Photo> change) =>
        photo with { Metadata = change(photo.Metadata!) };

    public static ProjectImagery Of(IEnumerable<ExaminedPhoto> photos) => new()
    {
        Project = "site",
        Folders = ["/share/site"],
        Inventory = new ImageryInventory
        {
            Photos = [.. photos.OrderBy(photo => photo.File, StringComparer.Ordinal)],
        },
        Now = new DateTimeOffset(2026, 6, 13, 0, 0, 0, TimeSpan.Zero),
    };

    /// <summary>What all rules find.</summary>
    public static IReadOnlyList<Finding> Judge(IEnumerable<ExaminedPhoto> photos) =>
        ProjectValidator.Judge(Of(photos));

    public static IReadOnlyList<string> Codes(IEnumerable<ExaminedPhoto> photos) =>
        [.. Judge(photos).Select(finding => finding.Code)];
}
