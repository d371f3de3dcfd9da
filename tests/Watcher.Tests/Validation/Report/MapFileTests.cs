using System.Xml.Linq;
using FluentValidation;
using OfoWatcher.Sample;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Survey.Flight;
using OfoWatcher.Validation;
using OfoWatcher.Validation.Report;

namespace OfoWatcher.Tests.Validation.Report;

public sealed class MapFileTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_map_stands_by_itself_with_words_for_those_who_do_not_see_it()
    {
        var map = Write(SampleReport.On(60, SampleReport.Finding("odd", Severity.Error, "It is odd.", "DJI_0030.JPG")));

        Assert.Equal(Svg + "svg", map.Name);
        Assert.StartsWith("Map of 60 photos", map.Element(Svg + "title")!.Value, StringComparison.Ordinal);
        Assert.StartsWith("Grid north is up.", map.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.Equal("map-name", map.Attribute("aria-labelledby")!.Value);
        Assert.Contains("prefers-color-scheme: dark", map.Element(Svg + "style")!.Value);
        var mark = Assert.Single(map.Descendants(Svg + "a"));
        Assert.Equal("report.html#f0", mark.Attribute("href")!.Value);
        Assert.Equal("DJI_0030.JPG\nIt is odd.", mark.Element(Svg + "title")!.Value);
        Assert.Matches("^[0-9.]+ k?m$", map.Descendants(Svg + "text").Single().Value);
    }

    [Theory]
    [InlineData("</title></svg><script>alert(1)</script>.JPG", "</title></svg><script>alert(1)</script>.JPG")]
    [InlineData("\" onload=\"alert(1).JPG", "\" onload=\"alert(1).JPG")]
    [InlineData("&lt;]]>&#0;.JPG", "&lt;]]>&#0;.JPG")]
    [InlineData("\uFFFE\u0001😀.JPG", "\uFFFD\uFFFD😀.JPG")]
    public void Whatever_a_photo_is_called_it_is_text(string name, string shown)
    {
        var photos = SampleFlight.Of(new SampleSpec { Photos = 30 });
        photos[7] = photos[7] with { File = name };

        var map = Write(SampleReport.On(photos, SampleReport.Finding("odd", Severity.Error, "It is odd.", name)));

        Assert.Equal($"{shown}\nIt is odd.", map.Descendants(Svg + "a").Single().Element(Svg + "title")!.Value);
        Assert.DoesNotContain(map.DescendantsAndSelf(), element => element.Name.LocalName == "script");
        Assert.DoesNotContain(
            map.DescendantsAndSelf().Attributes(),
            attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
    }

    [Fact]
    public void A_survey_without_a_map_removes_that_of_an_earlier_look()
    {
        Write(SampleReport.On(30));

        new ProjectReport(SampleReport.On([]), "0123abcd", SampleReport.CheckedAt).WriteTo(folder.Path);

        Assert.False(File.Exists(folder[MapFile.FileName]));
        Assert.True(File.Exists(folder[ProjectReport.PageName]));
    }

    [Theory]
    [InlineData("#eef1f3", "--blink-settings=preferredColorScheme=1")]
    [InlineData("#10151a", "--blink-settings=preferredColorScheme=0")]
    public async Task A_browser_draws_it_light_and_dark(string paper, string scheme)
    {
        Write(SampleReport.On(120, SampleReport.Finding("odd", Severity.Error, "It is odd.", "DJI_0030.JPG")));

        using var seen = await Chromium.OpenAsync(folder[MapFile.FileName], 1000, 1000, scheme);

        Assert.Empty(seen.Console);
        Assert.True(seen.Count(paper) > 10_000, "the paper has another colour");
        Assert.True(seen.Count("#1b2b38") > 300, "the way of the camera is not to be seen");
        Assert.True(seen.Count("#d50000") > 60, "the mark is not to be seen");
        Assert.All(CoverClass.All.Take(3), cover => Assert.True(seen.Count(cover.Colour) > 1000, cover.Name));
    }

    private XElement Write(ValidationReport report)
    {
        new ProjectReport(report, "0123abcd", SampleReport.CheckedAt).WriteTo(folder.Path);
        return XDocument.Load(folder[MapFile.FileName], LoadOptions.PreserveWhitespace).Root!;
    }
}
