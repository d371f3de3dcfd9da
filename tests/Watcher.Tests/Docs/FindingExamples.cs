using FluentValidation;
using OfoWatcher.Intake;
using OfoWatcher.Survey;
using OfoWatcher.Survey.Flight;
using OfoWatcher.Survey.Photos;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Validation;
using OfoWatcher.Validation.Manifests;
using OfoWatcher.Validation.Rules;
using static OfoWatcher.Tests.Validation.MadeImagery;

namespace OfoWatcher.Tests.Docs;

/// <summary>
/// Projects in each of which something is wrong, and what the rules say of them: one method for each family of rules.
/// </summary>
internal static class FindingExamples
{
    public static IReadOnlyList<Finding> All =>
    [
        .. Folders(), .. BrokenPhotos(), .. Expectations(), .. Positions(), .. Pictures(), .. Missions(), .. Sequences(),
        .. Flights(), .. ConfigExamples.Findings(), .. Unrunnable(),
    ];

    private static IEnumerable<Finding> Folders()
    {
        var imagery = Of(Flight()) with
        {
            Project = "site 12 (new)",
            Folders = ["/share-a/site 12 (new)", "/share-b/site 12 (new)"],
            Partial = new(1, 0, ".DJI_0040.JPG.a1B2c3"),
            Accept = AcceptFile.Of(["gps-mising", "photo-empty"]),
            Options = new ValidationOptions { MinImages = 50 },
        };
        imagery.Inventory.Ignored.Add("DJI_0007.jpeg");
        imagery.Inventory.Skipped.Add(("more", "is a link to a folder"));
        return
        [
            .. ProjectValidator.Judge(imagery),
            .. ProjectValidator.Judge(imagery with { Folders = ["/share/[2026]/site"] }),
            .. ProjectValidator.Judge(imagery with { Inventory = imagery.Inventory with { IsTooLarge = true } }),
            .. Judge([.. Flight(), new ExaminedPhoto("old_ortho.tif", 1, 999, null, null)]),
            .. Judge(Flight().Select(photo => photo.File == Name(3) ? photo with { File = "gcps/target.JPG" } : photo)),
        ];
    }

    /// <summary>A photo for each way in which one can be broken; the last is missing.</summary>
    private static IEnumerable<Finding> BrokenPhotos()
    {
        using var folder = new TemporaryFolder();
        byte[] start = [0xFF, 0xD8];
        byte[] frame = [0xFF, 0xC0, 0, 11, 8, 0, 16, 0, 16, 1, 1, 0x11, 0];
        File.WriteAllBytes(folder["DJI_0001.JPG"], []);
        File.WriteAllBytes(folder["DJI_0002.JPG"], "<html>"u8.ToArray());
        File.WriteAllBytes(folder["DJI_0003.JPG"], [.. start, 0xFF, 0xD9]);
        File.WriteAllBytes(folder["DJI_0004.JPG"], [.. start, .. frame, 1, 2, 3]);
        File.WriteAllBytes(folder["DJI_0005.JPG"], new byte[100]);
        // More than are listed one by one, by names that come last.
        var photos = Enumerable.Range(1, 6).Select(Name)
            .Concat(Enumerable.Repeat("DJI_0001.JPG", CappedList<ExaminedPhoto>.Most))
            .Select(photo => PhotoExaminer.Examine(folder.Path, photo, 0)).ToList();
        var imagery = new ProjectImagery
        {
            Project = "site",
            Folders = [folder.Path],
            Inventory = new ImageryInventory { Photos = photos },
        };
        return ProjectValidator.Apply([new WholePhotoRule()], imagery);
    }

    private static IEnumerable<Finding> Expectations()
    {
        var check = new ManifestCheck
        {
            Names = ["SHA256SUMS"],
            Counts = [new ExpectedCount(IntakeOptions.DefaultCompleteMarker, "photo", 812, 793, null, 0)],
        };
        check.Missing.Add("DJI_0412.JPG");
        check.Different.Add("DJI_0012.JPG");
        check.Unlisted.Add("DJI_0813.JPG");
        check.Faults.Add("SHA256SUMS has no checksum and path within the folder in line 7");
        return ProjectValidator.Judge(Of(Flight()) with { Manifests = check });
    }

    private static IEnumerable<Finding> Positions()
    {
        var photos = Flight(photo => photo with { WrittenPosition = null }, 1);
        Put(2, new GeoPoint(0, 0));
        Put(3, new GeoPoint(-120.0733, 38.9021));
        Put(4, new GeoPoint(138.9021, -120.0733));
        Put(5, new GeoPoint(39.4, -121.2));
        return
        [
            .. Judge(Flight(photo => photo with { WrittenPosition = null })),
            .. ProjectValidator.Judge(Of(photos) with { Survey = FlownSurvey.None with { Astray = [photos[4]] } }),
            .. ProjectValidator.Judge(Of(photos) with { Survey = FlownSurvey.None with { Astray = photos[9..] } }),
            .. Judge(Flight(photo => photo with { WrittenPosition = new GeoPoint(38.9, -120.07) })),
            .. Judge(Flight(
                photo => photo with { WrittenPosition = new GeoPoint(38.9, -120.07) }, [.. Enumerable.Range(1, 12)])),
        ];

        void Put(int number, GeoPoint position) =>
            photos[number - 1] = photos[number - 1].With(photo => photo with { WrittenPosition = position });
    }

    private static IEnumerable<Finding> Pictures()
    {
        var photos = Flight();
        return
        [
            .. Judge(Flight(photo => new Photo { File = photo.File, Width = 5280, Height = 3956 }, 1, 2)),
            .. Judge(Flight(photo => photo with { Width = 1600, Height = 1199 })),
            .. Judge(Flight(photo => photo with { Software = "Adobe Photoshop 27.0" }, 3)),
            .. Judge(Flight(photo => photo with { Width = 320, Height = 240, ExifWidth = 320, ExifHeight = 240 })),
            .. Judge(Flight(photo => photo with { Width = 4000, Height = 3000, ExifWidth = 4000, ExifHeight = 3000 }, 4)),
            .. Judge(Flight(photo => photo with { Orientation = 6 }, 5)),
            .. Judge(Flight(photo => photo with { HasFractionalGpsTime = true }, 6)),
            .. Judge([.. photos, photos[0] with { File = "DJI_0001 (1).JPG" }]),
            .. Judge([.. photos, photos[0] with { File = "DJI_0001 (1).JPG", Content = 0 }]),
        ];
    }

    private static IEnumerable<Finding> Missions() =>
    [
        .. Judge(Flight(photo => photo with { Model = "FC6310", SerialNumber = "0V2CE8N00A1K37" }, 19, 20)),
        .. Judge(Flight(photo => photo with { SerialNumber = "1581F5FJD999" }, 19, 20)),
        .. Judge(Flight(photo => photo with { CapturedAt = photo.CapturedAt!.Value.AddDays(-1) }, 1, 2)),
        .. Judge(Flight(photo => photo with { CapturedAt = null }, 1)),
        .. Judge(Flight(photo => photo with { CapturedAt = photo.CapturedAt!.Value.AddYears(1) })),
        .. Judge(Flight(photo => photo with { CapturedAt = photo.CapturedAt!.Value.AddYears(-26) })),
    ];

    private static IEnumerable<Finding> Sequences()
    {
        var photos = Flight(60);
        return
        [
            .. Judge(photos.Where((_, index) => index is < 20 or > 38)),
            .. Judge(photos.Select((photo, index) => index < 30 ? photo : photo with { File = Name(index + 101) })),
            .. Judge(photos.Select((photo, index) => index < 30 ? photo : photo.With(metadata =>
                metadata with { CapturedAt = metadata.CapturedAt!.Value.AddMinutes(12) }))),
        ];
    }

    private static IEnumerable<Finding> Flights()
    {
        var survey = FlownSurvey.None with
        {
            Kind = SurveyKind.Nadir,
            Height = new Spread(82, 60, 131),
            Area = 41_000,
            Projection = new UtmProjection(10, true),
            ForwardOverlap = new Overlap(0.61, 0.25),
            SideOverlap = new Overlap(0.14, 0),
            Gaps = [new CoverageGap(new GroundPoint(753_000, 4_310_000), 812)],
        };
        return
        [
            .. ProjectValidator.Judge(Of(Flight()) with { Survey = survey with { Height = new Spread(82, 80, 84) } }),
            .. ProjectValidator.Judge(Of(Flight()) with { Survey = survey }),
            .. Judge(Flight(photo => photo with { GpsAltitude = 0, AbsoluteAltitude = 0 })),
            .. Judge(Flight(photo => photo with { AbsoluteAltitude = 2052 }, [.. Enumerable.Range(11, 10)])),
            .. Judge(Flight(photo => photo with { AbsoluteAltitude = 1913, RelativeAltitude = 1 }, 1, 20)),
        ];
    }

    private static IEnumerable<Finding> Unrunnable() =>
        ProjectValidator.Apply([new FailingRule()], Of(Flight()));

    private sealed class FailingRule : AbstractValidator<ProjectImagery>
    {
        public FailingRule() => RuleFor(imagery => imagery.Project)
            .Must(_ => throw new InvalidOperationException("the reason stands here"));
    }
}
