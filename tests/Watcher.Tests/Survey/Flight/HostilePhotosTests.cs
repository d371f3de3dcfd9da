using FsCheck;
using FsCheck.Fluent;
using OfoWatcher.Sample;
using OfoWatcher.Survey;
using OfoWatcher.Survey.Flight;
using OfoWatcher.Survey.Photos;
using static OfoWatcher.Tests.Survey.Flight.SampleFlight;

namespace OfoWatcher.Tests.Survey.Flight;

public sealed class HostilePhotosTests
{
    private static readonly Gen<double> Anything = Gen.Frequency(
        (3, Gen.Choose(-200, 200).Select(n => (double)n)),
        (1, Gen.Elements(0, -0.0, 90, -90, 180, 360, 1e-300, 1e9, -1e9, 1e300, -1e300, double.MaxValue)));

    [Fact]
    public void Whatever_photos_say_the_measures_stay_within_their_ranges()
    {
        var positions = Gen.Frequency(
            (6, from x in Gen.Choose(0, 40) from y in Gen.Choose(0, 40) select new GeoPoint(9.99 + x * 1e-3, y * 1e-3)),
            (1, from x in Gen.Choose(-90, 90) from y in Gen.Choose(-180, 180) select new GeoPoint(x, y)),
            (1, from x in Anything from y in Anything select new GeoPoint(x, y)));
        var photo =
            from position in Maybe(positions)
            from altitude in Maybe(Anything)
            from relative in Gen.Frequency((4, Gen.Choose(1, 300).Select(h => (double?)h)), (1, Maybe(Anything)))
            from yaw in Maybe(Anything)
            from pitch in Gen.Frequency((4, Gen.Constant((double?)-90)), (1, Maybe(Anything)))
            from roll in Maybe(Anything)
            from focal in Gen.Frequency((4, Gen.Constant((double?)24)), (1, Maybe(Anything)))
            from size in Gen.Elements(1, 100, 4000, 65_535)
            from seconds in Maybe(Gen.Choose(0, 100_000))
            from name in Gen.Choose(0, 50)
            select Examined(new Photo
            {
                File = $"{name}.JPG",
                Width = size,
                Height = 3000,
                WrittenPosition = position,
                AbsoluteAltitude = altitude,
                RelativeAltitude = relative,
                GimbalYaw = yaw,
                GimbalPitch = pitch,
                GimbalRoll = roll,
                FocalLengthIn35mm = focal,
                CapturedAt = seconds is { } s ? new DateTime(2026, 1, 1).AddSeconds(s) : null,
            });
        Prop.ForAll(photo.ArrayOf().ToArbitrary(), photos =>
        {
            AssertIsSound(FlownSurvey.Of(photos, SiteGap), photos);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(60));
    }

    [Fact]
    public void Twenty_thousand_photos_in_one_place_or_all_over_the_globe_are_measured_too()
    {
        var photos = Of(new SampleSpec { Photos = 20_000 });
        var random = new Random(5);
        foreach (var spread in (double[])[0, 1e-7, 0.001, 0.1, 2, 170])
        {
            var scattered = photos.With(p => p with
            {
                WrittenPosition = new GeoPoint(
                    spread * (random.NextDouble() - 0.5), 9 + 2 * spread * (random.NextDouble() - 0.5)),
                RelativeAltitude = spread > 1 ? random.Next(20_000) : p.RelativeAltitude,
            });
            AssertIsSound(FlownSurvey.Of(scattered, SiteGap), scattered);
        }
    }

    private static Gen<T?> Maybe<T>(Gen<T> values)
        where T : struct =>
        Gen.Frequency((6, values.Select(v => (T?)v)), (1, Gen.Constant((T?)null)));

    private static void AssertIsSound(FlownSurvey survey, IReadOnlyList<ExaminedPhoto> photos)
    {
        Assert.Equal(
            photos.Count(p => p.Metadata!.WrittenPosition is not null), survey.Photos.Count + survey.Astray.Count);
        foreach (var overlap in (Overlap?[])[survey.ForwardOverlap, survey.SideOverlap])
        {
            if (overlap is not null)
                Assert.True(overlap is { WorstTenth: >= 0, Median: <= 1 } && overlap.WorstTenth <= overlap.Median);
        }

        foreach (var spread in (Spread?[])[survey.Height, survey.GroundSampleDistance])
        {
            if (spread is not null)
                Assert.True(spread.Least > 0 && spread.Least <= spread.Median && spread.Median <= spread.Most
                    && double.IsFinite(spread.Most));
        }

        Assert.True(survey.Area is null or >= 0 and < double.PositiveInfinity);
        Assert.True(survey.Speed is null or >= 0 and < double.PositiveInfinity);
        Assert.InRange(survey.Gaps.Count, 0, CoverageGaps.MostGaps);
        Assert.InRange(survey.Coverage?.Counts.Count ?? 0, 0, CoverageRaster.MostCells);
        var end = 0;
        foreach (var line in survey.Lines)
        {
            Assert.True(line.First >= end && line.Count >= 3 && line.End <= survey.Photos.Count);
            Assert.InRange(line.Bearing, 0, 360);
            end = line.End;
        }

        Assert.All(survey.Photos, p => Assert.True(p.Footprint is null ? p.Cover == 0 : p.Cover >= 1));
    }
}
