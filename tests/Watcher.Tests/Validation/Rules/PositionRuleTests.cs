using OfoWatcher.Survey;
using OfoWatcher.Survey.Flight;
using OfoWatcher.Validation;
using static OfoWatcher.Tests.Validation.MadeImagery;

namespace OfoWatcher.Tests.Validation.Rules;

public sealed class PositionRuleTests
{
    [Fact]
    public void A_sound_flight_has_no_findings() => Assert.Empty(Judge(Flight()));

    [Fact]
    public void Without_any_position_nothing_can_be_run()
    {
        var finding = Assert.Single(Judge(Flight(photo => photo with { WrittenPosition = null })));

        Assert.Equal((FindingCodes.GpsMissingAll, true), (finding.Code, finding.Stops));
        Assert.Equal(20, finding.Files.Count);
    }

    [Fact]
    public void JPEGs_whose_header_makes_no_sense_tell_no_position_and_TIFFs_may()
    {
        Assert.Equal(
            [FindingCodes.GpsMissingAll], Codes(Flight().Select(photo => photo with { Metadata = null })));
        Assert.Empty(Codes(Flight().Select(photo => photo with
        {
            Metadata = null,
            File = Path.ChangeExtension(photo.File, ".tif"),
        })));
    }

    [Fact]
    public void A_few_photos_without_position_are_a_warning_with_their_number_and_an_example()
    {
        var finding = Assert.Single(Judge(Flight(photo => photo with { WrittenPosition = null }, 3, 7)));

        Assert.Equal((FindingCodes.GpsMissing, false), (finding.Code, finding.Stops));
        Assert.Equal(
            "2 photos, such as DJI_0003.JPG, do not tell where they were taken.", finding.Message);
        Assert.Equal(["DJI_0003.JPG", "DJI_0007.JPG"], finding.Files);
    }

    [Theory]
    [InlineData(0, 0, FindingCodes.GpsZero)]
    [InlineData(-120.0733, 38.9021, FindingCodes.GpsSwapped)] // Out of range as written.
    [InlineData(138.9, 38.9021, FindingCodes.GpsImpossible)] // Neither way round on the site.
    [InlineData(double.NaN, 38.9, FindingCodes.GpsImpossible)]
    public void A_wrong_position_is_found_in_one_way(double latitude, double longitude, string code)
    {
        var wrong = new GeoPoint(latitude, longitude);

        Assert.Equal([code], Codes(Flight(photo => photo with { WrittenPosition = wrong }, 4)));
    }

    [Fact]
    public void Swapped_is_also_what_lies_elsewhere_on_earth_as_written_and_on_the_site_the_other_way_round()
    {
        // A site in Kenya, where both numbers may be a latitude.
        var photos = Flight(photo => photo with
        {
            WrittenPosition = new GeoPoint(
                photo.WrittenPosition!.Value.Latitude - 39.2, photo.WrittenPosition.Value.Longitude + 157),
        });
        Assert.Empty(Codes(photos));
        photos[6] = photos[6].With(photo => photo with
        {
            WrittenPosition = new GeoPoint(photo.WrittenPosition!.Value.Longitude, photo.WrittenPosition.Value.Latitude),
        });

        var finding = Assert.Single(Judge(photos));

        Assert.Equal((FindingCodes.GpsSwapped, "DJI_0007.JPG"), (finding.Code, finding.File));
    }

    [Fact]
    public void What_the_survey_found_astray_is_of_another_site_but_nothing_is_told_twice()
    {
        var photos = Flight(photo => photo with { WrittenPosition = new GeoPoint(39.9, -120.07) }, 2);
        photos[4] = photos[4].With(photo => photo with { WrittenPosition = new GeoPoint(0, 0) });
        var imagery = Of(photos) with { Survey = FlownSurvey.None with { Astray = [photos[1], photos[4]] } };

        var findings = ProjectValidator.Judge(imagery);

        Assert.Equal([FindingCodes.GpsZero, FindingCodes.PositionAstray], findings.Select(finding => finding.Code));
        Assert.Equal(["DJI_0002.JPG"], findings[1].Files);
    }

    [Fact]
    public void Photos_of_one_place_are_no_survey()
    {
        var place = new GeoPoint(38.9, -120.07);

        Assert.Equal(
            [FindingCodes.PositionSame], Codes(Flight(photo => photo with { WrittenPosition = place })));
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void Hovering_is_so_many_photos_one_after_another_at_one_place(int photos, bool isFound)
    {
        var place = Photo(1).Metadata!.WrittenPosition;
        var made = Flight(photo => photo with { WrittenPosition = place }, [.. Enumerable.Range(1, photos)]);

        Assert.Equal(isFound ? [FindingCodes.Hovering] : [], Codes(made));
    }

    [Fact]
    public void Bands_that_are_taken_at_once_are_no_hovering()
    {
        var bands = Flight(2).SelectMany(photo => Enumerable.Range(0, 12).Select(band => photo with
        {
            File = photo.File.Replace(".JPG", $"_{band}.tif", StringComparison.Ordinal),
            Content = (ulong)(photo.Size * 100 + band),
        }));

        Assert.Empty(Codes(bands));
    }

    [Theory]
    [InlineData(20, 1, FindingCodes.PositionAstray)]
    [InlineData(20, 2, FindingCodes.SeveralSites)]
    [InlineData(2000, 50, FindingCodes.PositionAstray)]
    [InlineData(2000, 51, FindingCodes.SeveralSites)]
    public void Many_photos_elsewhere_are_another_mission_and_stop_nothing(int photos, int astray, string code)
    {
        var flight = Flight(photos);
        var imagery = Of(flight) with { Survey = FlownSurvey.None with { Astray = [.. flight.Take(astray)] } };

        var finding = Assert.Single(ProjectValidator.Judge(imagery), f => f.Files.Count > 0);

        Assert.Equal((code, code == FindingCodes.PositionAstray), (finding.Code, finding.Stops));
    }
}
