using OfoWatcher.Sample;
using OfoWatcher.Survey;
using OfoWatcher.Survey.Flight;
using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Tests.Survey.Flight;

/// <summary>The photos of a sample survey as they are examined, without the pictures.</summary>
internal static class SampleFlight
{
    /// <summary>The gap between sites that the watcher is delivered with, in metres.</summary>
    public const double SiteGap = 1000;

    public static FlownSurvey Measure(SampleSpec spec) => FlownSurvey.Of(Of(spec), SiteGap);

    public static List<ExaminedPhoto> Of(SampleSpec spec)
    {
        Assert.Empty(spec.Faults());
        var (plan, random) = (new FlightPlan(spec), new Random(spec.Seed));
        return plan.Exposures.Select(e => Examined(new Photo
        {
            File = $"DJI_{e.Number:D4}.JPG",
            Width = plan.Camera.Width,
            Height = plan.Camera.Height,
            Make = "DJI",
            Model = spec.Camera.Model,
            SerialNumber = spec.Camera.SerialNumber,
            FocalLength = spec.Camera.FocalLength,
            FocalLengthIn35mm = spec.Camera.FocalLengthIn35mm,
            WrittenPosition = Displaced(e.Position, spec.GpsNoise, random, plan.Projection),
            AbsoluteAltitude = spec.GroundAltitude + spec.Height,
            RelativeAltitude = spec.Height,
            GimbalYaw = e.Yaw,
            GimbalPitch = spec.GimbalPitch,
            GimbalRoll = 0,
            FlightYaw = e.Yaw,
            CapturedAt = spec.StartsAt + (e.Number - 1) * TimeSpan.FromSeconds(2),
        })).ToList();
    }

    public static ExaminedPhoto Examined(Photo photo) => new(photo.File, 1000, 1, photo, null);

    /// <summary>The same photo with other metadata.</summary>
    public static ExaminedPhoto With(this ExaminedPhoto photo, Func<Photo, Photo> change) =>
        photo with { Metadata = change(photo.Metadata!) };

    /// <summary>All of them with other metadata.</summary>
    public static List<ExaminedPhoto> With(this IEnumerable<ExaminedPhoto> photos, Func<Photo, Photo> change) =>
        [.. photos.Select(photo => photo.With(change))];

    private static GeoPoint Displaced(GeoPoint position, double metres, Random random, UtmProjection projection)
    {
        var point = projection.Forward(position).Point;
        return projection.Inverse(new GroundPoint(
            point.Easting + metres * (2 * random.NextDouble() - 1),
            point.Northing + metres * (2 * random.NextDouble() - 1)));
    }
}
