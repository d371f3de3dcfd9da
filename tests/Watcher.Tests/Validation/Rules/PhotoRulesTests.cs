using OfoWatcher.Survey;
using OfoWatcher.Survey.Photos;
using OfoWatcher.Validation;
using static OfoWatcher.Tests.Validation.MadeImagery;

namespace OfoWatcher.Tests.Validation.Rules;

/// <summary>What single photos tell: whether they are as the camera made them, when, and by which camera.</summary>
public sealed class PhotoRulesTests
{
    public static TheoryData<string, string> Changes => new()
    {
        { "exif", FindingCodes.ExifMissing },
        { "shrunk", FindingCodes.PhotoShrunk },
        { "edited", FindingCodes.PhotoEdited },
        { "turned", FindingCodes.PhotoTurned },
        { "fraction", FindingCodes.GpsTimeFraction },
        { "untimed", FindingCodes.TimeMissing },
        { "serial", FindingCodes.SeveralSerials },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void One_photo_that_differs_is_one_warning_that_names_it(string change, string code)
    {
        var findings = Judge(Flight(photo => Changed(photo, change), 7))
            .Where(finding => finding.Code != FindingCodes.GpsMissing).ToList();

        var finding = Assert.Single(findings);
        Assert.Equal((code, "DJI_0007.JPG", false), (finding.Code, finding.File, finding.Stops));
        Assert.Equal(FluentValidation.Severity.Warning, finding.Severity);
        Assert.NotEmpty(finding.Remedy);
    }

    [Theory]
    [InlineData(1, false)] // Another time zone.
    [InlineData(25, true)]
    public void A_clock_of_another_time_zone_is_not_ahead(int hours, bool isFound)
    {
        var imagery = Of(Flight()) with { Now = new DateTimeOffset(Start, TimeSpan.Zero).AddHours(-hours) };

        Assert.Equal(
            isFound ? [FindingCodes.TimeFuture] : [], ProjectValidator.Judge(imagery).Select(finding => finding.Code));
    }

    [Fact]
    public void A_clock_that_was_never_set_is_found() => Assert.Equal(
        [FindingCodes.TimeOld],
        Codes(Flight(photo => photo with { CapturedAt = photo.CapturedAt!.Value.AddYears(-26) })));

    [Fact]
    public void Several_cameras_are_counted()
    {
        var findings = Judge(Flight(photo => photo with { Model = "FC6310", SerialNumber = "0V2C" }, 18, 19, 20));

        Assert.Equal(
            "The photos are of 2 kinds of cameras: M3E (17 photos), FC6310 (3 photos).",
            Assert.Single(findings, finding => finding.Code == FindingCodes.SeveralCameras).Message);
        Assert.DoesNotContain(findings, finding => finding.Code == FindingCodes.SeveralSerials);
    }

    [Theory]
    [InlineData(5, false)] // Past midnight, and on.
    [InlineData(24, true)]
    public void A_night_between_photos_makes_two_missions_and_midnight_does_not(int hours, bool isFound)
    {
        var photos = Flight(
            photo => photo with { CapturedAt = photo.CapturedAt!.Value.AddHours(hours) }, [.. Enumerable.Range(11, 10)])
            .Select(photo => photo.With(metadata => metadata with
            {
                CapturedAt = metadata.CapturedAt!.Value.AddHours(11),
            }));

        Assert.Equal(isFound, Codes(photos).Contains(FindingCodes.SeveralDates));
    }

    [Fact]
    public void The_odd_one_out_in_resolution_is_named_with_both_sizes()
    {
        var finding = Assert.Single(Judge(Flight(
            photo => photo with { Width = 4000, Height = 3000, ExifWidth = 4000, ExifHeight = 3000 }, 5)));

        Assert.Equal(
            (FindingCodes.ResolutionOdd,
                "DJI_0005.JPG is 4000 × 3000 pixels, where 19 others of the M3E are 5280 × 3956."),
            (finding.Code, finding.Message));
    }

    [Fact]
    public void Previews_are_too_small_and_thermal_pictures_are_not()
    {
        Assert.Equal([FindingCodes.PhotoSmall], Codes(Flight(photo => Sized(photo, 320, 240))));
        Assert.Empty(Codes(Flight(photo => Sized(photo, 640, 512))));
    }

    [Fact]
    public void Sensors_of_one_camera_may_differ_in_size()
    {
        // A large one and a small one in files of one kind; then of two kinds, and a shrunk one among the large.
        var even = Enumerable.Range(1, 10).Select(number => 2 * number).ToArray();
        Assert.Empty(Codes(Flight(photo => Sized(photo, 160, 120), even)));

        var photos = Flight(photo => Sized(photo, 2592, 1944), 7);
        photos.AddRange(Flight().Select(Band));
        var finding = Assert.Single(Judge(photos), f => f.Code == FindingCodes.ResolutionOdd);
        Assert.Equal("DJI_0007.JPG", Assert.Single(finding.Files));

        static ExaminedPhoto Band(ExaminedPhoto photo) => photo.With(metadata =>
            Sized(metadata, 2592, 1944)) with
        {
            File = Path.ChangeExtension(photo.File, ".TIF"),
            Content = photo.Content + 1000,
        };
    }

    [Fact]
    public void Photos_that_a_camera_signed_are_no_products_whatever_they_are_called()
    {
        var photos = Flight().Select(photo => photo with { File = "ortho_" + photo.File.Replace("JPG", "TIF", StringComparison.Ordinal) }).ToList();
        Assert.DoesNotContain(FindingCodes.StrayProduct, Codes(photos));
        Assert.DoesNotContain(FindingCodes.StrayProduct, Codes([.. Flight(), photos[3] with { Content = 999 }]));

        var mosaic = photos[3].With(photo => Sized(photo, 30_000, 20_000)) with { Content = 999 };
        Assert.Contains(FindingCodes.StrayProduct, Codes([.. Flight(), mosaic]));
        Assert.DoesNotContain(FindingCodes.StrayProduct, Codes([.. photos, mosaic with { File = "ortho_0099.TIF" }]));
    }

    [Fact]
    public void No_name_of_a_file_commands_the_terminal_on_which_it_is_shown()
    {
        var photos = Flight(photo => photo with { WrittenPosition = null }, 3);
        photos[2] = photos[2] with { File = "\u001b[2J\u202Egpj.JPG" };

        var finding = Assert.Single(Judge(photos), f => f.Code == FindingCodes.GpsMissing);

        Assert.Equal("\uFFFD[2J\uFFFDgpj.JPG", finding.File);
        Assert.StartsWith("\uFFFD[2J\uFFFDgpj.JPG does not", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_photo_without_EXIF_among_others_is_told_and_so_is_a_folder_of_them()
    {
        Assert.Contains(
            Judge(Flight(photo => Changed(photo, "exif"))),
            finding => finding is { Code: FindingCodes.ExifMissing, Message: "No photo has EXIF: a program dropped it." });
    }

    [Fact]
    public void Copies_are_found_by_content_and_else_by_position_time_and_size()
    {
        var photos = Flight();
        var copy = photos[0] with { File = "copy.JPG" };
        Assert.Equal([FindingCodes.DuplicateContent], Codes([.. photos, copy]));
        Assert.Equal([FindingCodes.DuplicatePhoto], Codes([.. photos, copy with { Content = 4711 }]));
        Assert.Empty(Codes([.. photos, copy with { Content = 4711, Size = 1 }]));
    }

    [Theory]
    [InlineData("old_ortho.tif", true)]
    [InlineData("in/site_DSM.TIF", true)]
    [InlineData("dtm-2024.tif", true)]
    [InlineData("mosaic.tif", true)]
    [InlineData("anything.tif", true)] // Among JPEGs, and no camera made it.
    public void A_product_among_photos_is_no_photo(string file, bool isFound)
    {
        var product = new ExaminedPhoto(file, 1, 999, null, null);

        Assert.Equal(isFound, Codes([.. Flight(), product]).Contains(FindingCodes.StrayProduct));
        Assert.EndsWith(
            $"; {file} would be taken for a photo", LoadSummary.Of(Of([.. Flight(), product])), StringComparison.Ordinal);
    }

    [Fact]
    public void TIFFs_of_a_multispectral_camera_are_photos_and_the_product_of_their_size_is_not()
    {
        var bands = Flight().Select(photo =>
            photo with { File = photo.File.Replace(".JPG", "_demo.tif", StringComparison.Ordinal) }).ToList();
        Assert.Empty(Codes(bands));

        var large = bands[0] with { File = "area.tif", Content = 99 };
        large = large.With(photo => photo with { Model = null, Make = null, Width = 30_000, Height = 30_000 });
        Assert.Contains(FindingCodes.StrayProduct, Codes([.. bands, large]));
    }

    [Fact]
    public void Pictures_of_targets_would_be_loaded_as_photos()
    {
        var photos = Flight();
        photos[3] = photos[3] with { File = "gcps/target.JPG" };

        var finding = Assert.Single(Judge(photos), finding => finding.Code == FindingCodes.PhotoInGcps);

        Assert.Equal(("gcps/target.JPG", false), (finding.File, finding.Stops));
    }

    [Theory]
    [InlineData("/share/[2026]/site", true)]
    [InlineData("/share/what?/site", true)]
    [InlineData("/share/2026/site", false)]
    public void A_path_that_Python_takes_for_a_pattern_is_found(string folder, bool isFound)
    {
        var imagery = Of(Flight()) with { Folders = [folder] };

        Assert.Equal(
            isFound ? [FindingCodes.PathWildcard] : [], ProjectValidator.Judge(imagery).Select(finding => finding.Code));
    }

    [Fact]
    public void More_photos_than_one_project_holds_stop_it()
    {
        var imagery = Of(Flight());
        imagery = imagery with { Inventory = imagery.Inventory with { IsTooLarge = true } };

        Assert.Contains(
            ProjectValidator.Judge(imagery), finding => finding is { Code: FindingCodes.TooManyPhotos, Stops: true });
    }

    private static Photo Changed(Photo photo, string change) => change switch
    {
        "exif" => new Photo { File = photo.File, Width = photo.Width, Height = photo.Height },
        "shrunk" => photo with { ExifWidth = 10_560, ExifHeight = 7912 },
        "edited" => photo with { Software = "Adobe Photoshop Lightroom 7.1 (Windows)" },
        "turned" => photo with { Orientation = 6 },
        "fraction" => photo with { HasFractionalGpsTime = true },
        "untimed" => photo with { CapturedAt = null },
        _ => photo with { SerialNumber = "another" },
    };

    private static Photo Sized(Photo photo, int width, int height) =>
        photo with { Width = width, Height = height, ExifWidth = width, ExifHeight = height };
}
