using OfoWatcher.Survey.Photos;
using OfoWatcher.Validation;
using static OfoWatcher.Tests.Validation.MadeImagery;

namespace OfoWatcher.Tests.Validation.Rules;

public sealed class SequenceRuleTests
{
    [Fact]
    public void A_copy_that_lost_photos_is_told_by_numbers_and_time()
    {
        var finding = Assert.Single(Judge(Flight(60).Where(photo => Number(photo) is < 21 or > 39)));

        Assert.Equal(FindingCodes.SequenceLost, finding.Code);
        Assert.Equal(
            "19 photos are missing between DJI_0020.JPG and DJI_0040.JPG: time and distance show that photos were taken "
                + "there, so the copy lost them.",
            finding.Message);
        Assert.Equal(["DJI_0020.JPG", "DJI_0040.JPG"], finding.Files);
    }

    [Fact]
    public void Numbers_that_took_no_time_were_never_taken()
    {
        // The counter jumped, the flight went on.
        var photos = Flight(30).Select(photo => Number(photo) <= 15 ? photo : Renamed(photo, Number(photo) + 100));

        var finding = Assert.Single(Judge(photos));

        Assert.Equal((FindingCodes.SequenceSkipped, FluentValidation.Severity.Info), (finding.Code, finding.Severity));
        Assert.StartsWith("100 numbers are missing between DJI_0015.JPG and DJI_0116.JPG;", finding.Message);
    }

    [Fact]
    public void Numbers_that_are_missing_where_the_drone_stood_still_are_not_of_the_survey()
    {
        var photos = Flight(30).Where(photo => Number(photo) is < 12 or > 14).ToList();
        var place = photos[10].Metadata!.WrittenPosition;
        photos[11] = photos[11].With(photo => photo with { WrittenPosition = place });

        Assert.Equal([FindingCodes.SequenceSkipped], Codes(photos));
    }

    [Fact]
    public void A_flight_that_was_broken_off_lost_time_and_no_number()
    {
        var photos = Flight(30).Select(photo => Number(photo) <= 15 ? photo : Later(photo, TimeSpan.FromMinutes(12)));

        var finding = Assert.Single(Judge(photos));

        Assert.Equal((FindingCodes.FlightBrokenOff, FluentValidation.Severity.Info), (finding.Code, finding.Severity));
        Assert.Equal(
            "The flight paused for 12 min after DJI_0015.JPG, and went on with DJI_0016.JPG. No photo is missing there.",
            finding.Message);
    }

    [Fact]
    public void Numbers_missing_with_hours_between_may_be_of_another_flight()
    {
        var photos = Flight(60).Where(photo => Number(photo) is < 21 or > 39)
            .Select(photo => Number(photo) <= 20 ? photo : Later(photo, TimeSpan.FromHours(2)));

        Assert.Equal([FindingCodes.SequenceSkipped], Codes(photos));
    }

    [Fact]
    public void A_counter_that_begins_anew_lost_nothing()
    {
        var photos = Flight(30).Select(photo => Renamed(photo, (Number(photo) + 9984) % 9999 + 1));

        Assert.Empty(Codes(photos));
    }

    [Fact]
    public void Photos_lost_where_the_counter_begins_anew_are_found()
    {
        var photos = Flight(40).Where(photo => Number(photo) is < 12 or > 18)
            .Select(photo => Renamed(photo, (Number(photo) + 9983) % 9999 + 1));

        var finding = Assert.Single(Judge(photos));

        Assert.Equal(FindingCodes.SequenceLost, finding.Code);
        Assert.StartsWith("7 photos are missing between DJI_9995.JPG and DJI_0004.JPG", finding.Message);
    }

    [Fact]
    public void Each_folder_each_band_and_each_camera_is_counted_by_itself()
    {
        var photos = Flight(40).Select(photo => photo with
        {
            File = Number(photo) <= 20 ? $"101MEDIA/{Name(980 + Number(photo))}" : $"102MEDIA/{Name(Number(photo) - 20)}",
        });
        Assert.Empty(Codes(photos));

        var pairs = Flight(20).SelectMany(photo => new[]
        {
            photo with { File = $"DJI_20260612103000_{Number(photo):D4}_V.JPG" },
            photo with { File = $"DJI_20260612103000_{Number(photo) + 500:D4}_T.JPG", Content = photo.Content + 1000, Size = 9 },
        });
        Assert.DoesNotContain(Codes(pairs), code => code.StartsWith("sequence", StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_that_grow_by_ten_with_the_bands_between_them_are_whole()
    {
        var photos = Flight(30).Select(photo => Renamed(photo, 10 * Number(photo)));

        Assert.Empty(Codes(photos));
        Assert.Equal([FindingCodes.SequenceLost], Codes(photos.Where(photo => Number(photo) is < 110 or > 170)));
    }

    [Fact]
    public void A_photo_that_Metashape_passes_over_is_not_lost()
    {
        var imagery = Of(Flight().Where(photo => Number(photo) != 7));
        imagery.Inventory.Ignored.Add("DJI_0007.jpeg");

        Assert.Equal([FindingCodes.PhotoIgnored], ProjectValidator.Judge(imagery).Select(finding => finding.Code));
    }

    [Fact]
    public void A_JPEG_and_five_bands_of_each_ten_numbers_are_whole()
    {
        var photos = Flight(20).SelectMany(photo => Enumerable.Range(0, 6).Select(band => photo with
        {
            File = $"DJI_{(10 * Number(photo)) + band:D4}.{(band == 0 ? "JPG" : "TIF")}",
            Content = (ulong)(10 * Number(photo) + band),
            Size = band,
        }));

        Assert.DoesNotContain(Codes(photos), code => code.StartsWith("sequence", StringComparison.Ordinal));
    }

    [Fact]
    public void Five_bands_of_ten_numbers_are_whole()
    {
        var bands = Flight(20).SelectMany(photo => Enumerable.Range(1, 5).Select(band =>
            Renamed(photo, 10 * Number(photo) + band) with { Content = (ulong)(10 * Number(photo) + band), Size = band }));

        Assert.DoesNotContain(Codes(bands), code => code.StartsWith("sequence", StringComparison.Ordinal));
    }

    [Fact]
    public void Copies_at_the_end_of_the_row_are_not_taken_for_gaps()
    {
        var photos = Flight(20);

        Assert.Equal(
            [FindingCodes.DuplicateContent],
            Codes([.. photos, .. photos.Take(3).Select(photo => Renamed(photo, 20 + Number(photo)))]));
    }

    [Fact]
    public void Two_drones_whose_numbers_mix_in_one_folder_lost_nothing()
    {
        var photos = Flight(40).Select(photo => Number(photo) % 10 < 5
            ? photo
            : photo.With(metadata => metadata with { SerialNumber = "another" }));

        Assert.DoesNotContain(Codes(photos), code => code.StartsWith("sequence", StringComparison.Ordinal));
        var lost = Judge(photos.Where(photo => Number(photo) is < 21 or > 23));
        Assert.StartsWith("3 photos are missing", Assert.Single(lost, f => f.Code == FindingCodes.SequenceLost).Message);
    }

    [Theory]
    [InlineData("DJI_0412.JPG", "/DJI_#", 412)]
    [InlineData("in/000123-01_000412.JPG", "in/000123-01_#", 412)]
    [InlineData("IMG_0412_3.tif", "/IMG_#_3", 412)]
    [InlineData("DJI_20260612103000_0412_V.JPG", "/DJI_*_#_V", 412)]
    [InlineData("plain.JPG", null, 0)]
    [InlineData("DJI_12.JPG", null, 0)]
    public void A_number_is_found_in_any_name(string file, string? row, int number)
    {
        var found = SequenceNumber.Of(file);

        Assert.Equal((row, number), (found?.Row, found?.Number ?? 0));
    }

    private static int Number(ExaminedPhoto photo) => SequenceNumber.Of(photo.File)!.Value.Number;

    private static ExaminedPhoto Renamed(ExaminedPhoto photo, int number) => photo with { File = Name(number) };

    private static ExaminedPhoto Later(ExaminedPhoto photo, TimeSpan time) =>
        photo.With(metadata => metadata with { CapturedAt = metadata.CapturedAt + time });

    [Fact]
    public void A_clock_between_year_1_and_now_breaks_no_check()
    {
        var photos = Flight(4).Select(photo => Number(photo) > 2 ? photo : photo.With(metadata =>
            metadata with { CapturedAt = DateTime.MinValue.AddSeconds(Number(photo)) }));
        var ages = Flight(2).Select(photo => photo.With(metadata =>
            metadata with { CapturedAt = new DateTime(Number(photo) == 1 ? 2005 : 9999, 1, 1) }));

        Assert.DoesNotContain(FindingCodes.CheckFailed, Codes(photos));
        Assert.DoesNotContain(FindingCodes.CheckFailed, Codes(Flight(2).Select((photo, i) => photo.With(metadata =>
            metadata with { CapturedAt = i == 0 ? DateTime.MinValue : metadata.CapturedAt }))));
        Assert.DoesNotContain(FindingCodes.CheckFailed, Codes(ages));
    }
}
