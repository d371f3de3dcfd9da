using OfoWatcher.Survey;
using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Validation;

/// <summary>Numbers that are missing between two photos.</summary>
/// <param name="Before">The photo before them.</param>
/// <param name="After">The photo behind them.</param>
/// <param name="Missing">How many numbers.</param>
/// <param name="WereTaken">Time and distance between the two show that photos were taken there.</param>
internal sealed record SequenceGap(ExaminedPhoto Before, ExaminedPhoto After, int Missing, bool WereTaken);

/// <summary>
/// The photos of one camera in one row of numbers, and where numbers are missing in it. Numbers that other photos of
/// the row have are not missing, whatever these say of their camera. A camera that reaches its last number begins anew
/// with 1, so that the smaller number may be the later one.
/// </summary>
internal sealed class PhotoSequence
{
    // What a smaller part of the photos does is not the habit of the camera.
    private const double UsualPart = 0.15;

    // Fewer photos tell nothing of a rhythm.
    private const int Fewest = 5;

    // Photos that are missing took this part of the time that the rhythm makes expect at least, and at most this many
    // times it: what took longer may as well be a flight at another site that lies elsewhere.
    private const double LeastTime = 0.5;
    private const double MostTime = 3;

    // A drone that stood still between two photos deleted nothing of the survey.
    private const double LeastDistance = 0.5;

    private readonly List<(SequenceNumber Number, ExaminedPhoto Photo)> photos;
    private readonly List<int> row;
    private readonly int unit;
    private readonly HashSet<int> usual;
    private readonly double rhythm;
    private readonly double spacing;

    /// <param name="photos">Those of one camera.</param>
    /// <param name="row">All numbers of the row in ascending order.</param>
    private PhotoSequence(IEnumerable<(SequenceNumber Number, ExaminedPhoto Photo)> photos, List<int> row)
    {
        this.row = row;
        this.photos = [.. photos.OrderBy(entry => entry.Number.Number)
            .ThenBy(entry => entry.Photo.File, StringComparer.Ordinal)];
        usual = UsualSteps(this.photos);
        unit = usual.DefaultIfEmpty(1).Min();
        var steps = Pairs(this.photos).Where(pair => Step(pair.First, pair.Second) == unit).ToList();
        rhythm = Median(steps.Select(pair => Seconds(pair.First.Photo, pair.Second.Photo)).Where(time => time >= 0));
        spacing = Median(steps.Select(pair => Metres(pair.First.Photo, pair.Second.Photo)));
    }

    /// <summary>
    /// All sequences of a project that are long enough to tell anything; none while more files are passed over than are
    /// known by name, since any number may be one of theirs.
    /// </summary>
    public static IEnumerable<PhotoSequence> In(ImageryInventory inventory) =>
        inventory.Ignored.Beyond > 0 ? [] : InNamed(inventory);

    private static IEnumerable<PhotoSequence> InNamed(ImageryInventory inventory)
    {
        var ignored = inventory.Ignored.First.Select(SequenceNumber.Of).OfType<SequenceNumber>()
            .ToLookup(number => number.Row, number => number.Number);
        return
            from photo in inventory.Photos
            let number = SequenceNumber.Of(photo.File)
            where number is not null
            group (Number: number.Value, Photo: photo) by number.Value.Row into row
            let numbers = row.Select(entry => entry.Number.Number).Concat(ignored[row.Key]).Order().ToList()
            from camera in row.GroupBy(entry => (entry.Photo.Metadata?.Model, entry.Photo.Metadata?.SerialNumber))
            where camera.Count() >= Fewest
            select new PhotoSequence(camera, numbers);
    }

    /// <summary>Where numbers are missing.</summary>
    public IEnumerable<SequenceGap> Gaps()
    {
        foreach (var (first, second) in Pairs(photos))
        {
            // The smaller number is later: the counter began anew, or these are two flights.
            if (Seconds(first.Photo, second.Photo) < 0)
                continue;
            // What lies between is a gap once only where the two are neighbours in the row as well.
            var step = Step(first, second);
            if (Below(second.Number.Number) > Below(first.Number.Number + 1) || usual.Contains(step))
                continue;
            if (step / unit - 1 is > 0 and var missing)
                yield return Gap(first, second, missing);
        }

        // Around the counter's end, such as 9998, 0003. Cameras count from 1.
        var (least, last) = (photos[0], photos[^1]);
        var around = (int)Math.Pow(10, last.Number.Digits) - 1 - last.Number.Number + least.Number.Number - 1;
        if (Seconds(last.Photo, least.Photo) > 0 && around / unit is > 0 and var lost && lost < photos.Count)
            yield return Gap(last, least, lost);
    }

    private SequenceGap Gap(
        (SequenceNumber Number, ExaminedPhoto Photo) before, (SequenceNumber Number, ExaminedPhoto Photo) after,
        int missing)
    {
        var expected = (missing + 1) * rhythm;
        var time = Seconds(before.Photo, after.Photo);
        var distance = Metres(before.Photo, after.Photo);
        var wereTaken = time >= LeastTime * expected && time <= MostTime * expected && expected > 0
            && !(distance < LeastDistance * spacing);
        return new SequenceGap(before.Photo, after.Photo, missing, wereTaken);
    }

    /// <summary>How many numbers of the row are smaller.</summary>
    private int Below(int number)
    {
        var (least, most) = (0, row.Count);
        while (least < most)
        {
            var middle = (least + most) / 2;
            (least, most) = row[middle] < number ? (middle + 1, most) : (least, middle);
        }

        return least;
    }

    /// <summary>
    /// By how much the number grows from one photo to the next: by 1; by 10 where nine bands have names of their own; by
    /// 1 and by 6 where five of ten are there.
    /// </summary>
    private static HashSet<int> UsualSteps(List<(SequenceNumber Number, ExaminedPhoto Photo)> photos) =>
    [
        .. Pairs(photos).Select(pair => Step(pair.First, pair.Second)).Where(step => step > 0).GroupBy(step => step)
            .Where(group => group.Count() >= UsualPart * photos.Count).Select(group => group.Key),
    ];

    private static IEnumerable<(T First, T Second)> Pairs<T>(List<T> photos) => photos.Zip(photos.Skip(1));

    private static int Step(
        (SequenceNumber Number, ExaminedPhoto Photo) first, (SequenceNumber Number, ExaminedPhoto Photo) second) =>
        second.Number.Number - first.Number.Number;

    // NaN, which no comparison holds for, when a photo does not tell.
    private static double Seconds(ExaminedPhoto first, ExaminedPhoto second) =>
        (second.Metadata?.CapturedAt - first.Metadata?.CapturedAt)?.TotalSeconds ?? double.NaN;

    private static double Metres(ExaminedPhoto first, ExaminedPhoto second) =>
        first.Metadata?.Position is { } one && second.Metadata?.Position is { } other
            ? GeoDistance.Metres(one, other)
            : double.NaN;

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Where(double.IsFinite).Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[sorted.Count / 2];
    }
}
