using FluentValidation;
using OfoWatcher.Sample;
using OfoWatcher.Survey;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Survey.Flight;
using OfoWatcher.Validation;
using OfoWatcher.Validation.Report;

namespace OfoWatcher.Tests.Validation.Report;

/// <summary>The page as a pilot sees it.</summary>
public sealed class ReportInBrowserTests : IDisposable
{
    private const string LightGround = "#f6f7f8", DarkGround = "#14181b", Error = "#d50000", Warning = "#e65100";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_map_is_drawn_and_problem_photos_are_marked()
    {
        using var marked = await Chromium.OpenAsync(Write(Report()), 1200, 3000);
        using var plain = await Chromium.OpenAsync(Write(SampleReport.On(120)), 1200, 3000);

        Assert.Empty(marked.Console);
        // A survey of this shape has ground of the middle classes by the thousand pixels, and some of the lowest.
        Assert.All(CoverClass.All.Take(4), cover =>
            Assert.InRange(marked.Count(cover.Colour), 3_000, 1_000_000));
        Assert.True(marked.Count("#1b2b38") > 500, "the way of the camera is not to be seen");
        // Two dots of eleven pixels and the edges of their footprints; the legend's dot.
        Assert.InRange(marked.Count(Error), 200, 5_000);
        Assert.InRange(marked.Count(Warning), 60, 3_000);
        Assert.Equal((0, 0), (plain.Count(Error), plain.Count(Warning)));
        Assert.True(marked.Count("#ff0000", 8) > 5_000, "the picture of the photo is not to be seen");
    }

    [Theory]
    [InlineData(390, LightGround, "--blink-settings=preferredColorScheme=1")]
    [InlineData(390, DarkGround, "--blink-settings=preferredColorScheme=0")]
    [InlineData(1600, LightGround, "--blink-settings=preferredColorScheme=1")]
    public async Task Nothing_reaches_over_the_edge_of_a_screen(int width, string ground, string scheme)
    {
        var name = new string('x', 300) + ".JPG";
        var report = Report();
        report = report with
        {
            Findings =
            [
                .. report.Findings, SampleReport.Finding("odd", Severity.Warning, $"{name} is odd.", name, name + "2"),
            ],
            Thumbnails = [.. report.Thumbnails, new Thumbnail(name, null, "it cannot be decoded")],
        };

        using var seen = await Chromium.OpenAsync(Write(report), width, 5000, scheme);

        Assert.Equal(width, seen.Width);
        Assert.True(seen.IsEmptyAtTheRight(ground, 8));
        Assert.Empty(seen.Console);
    }

    [Fact]
    public async Task Markup_that_came_through_all_the_same_would_do_nothing()
    {
        var page = Write(Report());
        var text = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        const string hostile = "<script>document.body.remove()</script><img src=\"http://127.0.0.1:9/x.png\">";
        await File.WriteAllTextAsync(
            page, text.Replace("<main>", hostile + "<main>", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        using var seen = await Chromium.OpenAsync(page, 1200, 3000);

        Assert.Equal(2, seen.Console.Count);
        Assert.All(seen.Console, line => Assert.Contains("Content Security Policy", line));
        Assert.True(seen.Count(Error) > 200, "the page was changed");
    }

    private string Write(ValidationReport report)
    {
        new ProjectReport(report, "0123abcd", SampleReport.CheckedAt).WriteTo(folder.Path);
        return folder[ProjectReport.PageName];
    }

    private static ValidationReport Report()
    {
        var photos = SampleFlight.Of(new SampleSpec { Photos = 120 });
        photos[90] = photos[90].With(photo => photo with { WrittenPosition = new GeoPoint(0, 0) });
        using var red = new SkiaSharp.SKBitmap(240, 180);
        red.Erase(SkiaSharp.SKColors.Red);
        using var jpeg = red.Encode(SkiaSharp.SKEncodedImageFormat.Jpeg, 95);
        return SampleReport.On(
            photos,
            SampleReport.Finding("photo-cut-off", Severity.Error, "They are cut off.", "DJI_0030.JPG", "DJI_0050.JPG"),
            SampleReport.Finding("orientation", Severity.Warning, "It is turned.", "DJI_0075.JPG")) with
        {
            Thumbnails =
            [
                new Thumbnail("DJI_0030.JPG", new SmallPicture(240, 180, jpeg.ToArray()), ""),
                new Thumbnail("DJI_0050.JPG", null, "it cannot be decoded"),
            ],
        };
    }
}
