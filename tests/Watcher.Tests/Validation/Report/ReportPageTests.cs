using System.Text.RegularExpressions;
using FluentValidation;
using OfoWatcher.Sample;
using OfoWatcher.Survey;
using OfoWatcher.Survey.Flight;
using OfoWatcher.Tests.Survey.Flight;
using OfoWatcher.Validation;
using OfoWatcher.Validation.Report;

namespace OfoWatcher.Tests.Validation.Report;

public sealed partial class ReportPageTests
{
    [Fact]
    public void A_page_says_first_whether_the_project_may_run()
    {
        var bad = SampleReport.PageOf(SampleReport.On(
            20,
            SampleReport.Finding("photo-cut-off", Severity.Error, "One."),
            SampleReport.Finding("photo-ignored", Severity.Warning, "Two."),
            SampleReport.Finding("photo-ignored", Severity.Warning, "Three.")));
        var good = SampleReport.PageOf(SampleReport.On(20));

        Assert.Contains("<h1>This project may not run</h1>\n<p>1 error to mend, 2 warnings to read.</p>", bad);
        Assert.Contains("Metashape would load: 20 photos, 20.0 kB.", bad);
        Assert.Contains("<h1>This project may run</h1>\n<p>Nothing was found that speaks against it.</p>", good);
    }

    [Fact]
    public void Every_finding_is_there_with_code_files_and_what_to_do()
    {
        List<Finding> findings =
        [
            .. Enumerable.Range(0, 60).Select(number => new Finding(
                $"code-{number % 7}", (Severity)(number % 3), "", $"Message {number}.", $"Remedy {number % 5}.")
            {
                Files = [$"DJI_{number}.JPG", $"other-{number}.JPG"],
                Accepted = number % 4 == 0,
            }),
        ];

        var page = SampleReport.PageOf(SampleReport.On(20, findings));

        for (var index = 0; index < findings.Count; index++)
        {
            var finding = findings[index];
            var message = page.IndexOf($"id=\"f{index}\">{finding.Message}</p>", StringComparison.Ordinal);
            Assert.True(message > 0, $"{finding.Message} is missing");
            var start = page.LastIndexOf("<article", message, StringComparison.Ordinal);
            var article = page[start..page.IndexOf("</article>", message, StringComparison.Ordinal)];
            Assert.Contains($"<code>{finding.Code}</code>", article);
            Assert.Contains(finding.Remedy, article);
            foreach (var file in finding.Files)
                Assert.Contains($"<li><code>{file}</code></li>", article);
            Assert.Equal(finding.Accepted, article.Contains("accepted by accept.txt", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Errors_come_before_warnings_notes_and_what_is_accepted()
    {
        var page = SampleReport.PageOf(SampleReport.On(
            20,
            SampleReport.Finding("a", Severity.Error, "Accepted error.") with { Accepted = true },
            SampleReport.Finding("b", Severity.Info, "Note."),
            SampleReport.Finding("c", Severity.Warning, "Warning."),
            SampleReport.Finding("d", Severity.Error, "Error.")));

        string[] order = ["Error.", "Warning.", "Note.", "Accepted error."];
        var places = order.Select(message => page.IndexOf($">{message}</p>", StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>.JPG")]
    [InlineData("\"onload=\"alert(1)\" x=\".JPG")]
    [InlineData("' onload='alert(1)' x='.JPG")]
    [InlineData("</title></svg></style><img src=x onerror=alert(1)>.JPG")]
    [InlineData("]]>--><iframe src=http://evil.example>&lt;.JPG")]
    [InlineData("a\nb\r\u0001\u202egpj.JPG")]
    public void What_comes_from_the_share_is_text_and_never_markup(string name)
    {
        var hostile = SampleReport.PageOf(Report(name));
        var harmless = SampleReport.PageOf(Report("n"));

        // The same tags with the same attributes: what was text stayed text.
        Assert.Equal(Tag().Matches(harmless).Select(Shape), Tag().Matches(hostile).Select(Shape));
        Assert.DoesNotContain("<script", hostile, StringComparison.OrdinalIgnoreCase);

        static ValidationReport Report(string text)
        {
            var photos = SampleFlight.Of(new SampleSpec { Photos = 20 });
            photos[3] = photos[3].With(p => p with { Make = text, Model = text, SerialNumber = text });
            photos[3] = photos[3] with { File = text };
            photos[4] = photos[4].With(p => p with { WrittenPosition = new GeoPoint(0, 0) }) with { File = text + "2" };
            var report = SampleReport.On(photos, new Finding(text, Severity.Error, text, $"{text} is bad.", text)
            {
                Files = [text, text + "3"],
            });
            return report with
            {
                Imagery = report.Imagery with { Project = text },
                Thumbnails =
                [
                    new Thumbnail(text, new SmallPicture(1, 1, [1, 2, 3]), ""), new Thumbnail(text, null, text),
                ],
            };
        }

        static string Shape(Match tag) => AttributeValue().Replace(tag.Value, "\"\"");
    }

    [Fact]
    public void A_problem_photo_is_marked_and_leads_to_its_finding()
    {
        var page = SampleReport.PageOf(SampleReport.On(
            20,
            SampleReport.Finding("x", Severity.Warning, "Something else."),
            SampleReport.Finding("photo-cut-off", Severity.Error, "It is cut off.", "DJI_0005.JPG"),
            SampleReport.Finding("odd", Severity.Warning, "It is odd.", "DJI_0006.JPG", "no-such-photo.JPG"),
            SampleReport.Finding("fine", Severity.Error, "It is fine.", "DJI_0007.JPG") with { Accepted = true }));

        Assert.Contains(
            "<a href=\"#f1\" class=\"mark error\"><title>DJI_0005.JPG\nIt is cut off.</title>", page);
        Assert.Contains("<a href=\"#f2\" class=\"mark warning\"><title>DJI_0006.JPG", page);
        Assert.Equal(2, Regex.Count(page, "class=\"mark (error|warning)\"><title>"));
        Assert.Contains("photo with an error</span>", page);
    }

    [Fact]
    public void Photos_astray_are_named_and_not_drawn()
    {
        var photos = SampleFlight.Of(new SampleSpec { Photos = 20 });
        photos[7] = photos[7].With(photo => photo with { WrittenPosition = new GeoPoint(-33, 151) });

        var page = SampleReport.PageOf(SampleReport.On(photos));
        var without = SampleReport.PageOf(SampleReport.On([.. photos.Where(photo => photo != photos[7])]));

        Assert.Contains("<code>DJI_0008.JPG</code> (-33, 151)", page);
        Assert.Equal(Drawing(without), Drawing(page).Replace("20 photos", "19 photos", StringComparison.Ordinal));
    }

    [Fact]
    public void Gaps_in_the_coverage_are_marked()
    {
        var report = SampleReport.On(40);
        var survey = report.Imagery.Survey;
        var gap = new CoverageGap(survey.Photos[12].Position.Point, 5000);

        var page = SampleReport.PageOf(report with
        {
            Imagery = report.Imagery with { Survey = survey with { Gaps = [gap] } },
        });

        Assert.Contains("<circle class=\"gap\"", Drawing(page));
        Assert.Contains("<title>Gap of 0.50 ha", page);
    }

    [Fact]
    public void Photos_without_a_position_have_a_sentence_in_place_of_the_map()
    {
        var page = SampleReport.PageOf(SampleReport.On(
            SampleFlight.Of(new SampleSpec { Photos = 20 }).With(photo => photo with { WrittenPosition = null })));

        Assert.Contains("There is no map: no photo tells a position that could be used.", page);
        Assert.DoesNotContain("<svg", page);
        Assert.Contains("<th scope=\"row\">Area</th><td>unknown<span class=\"quiet\">: needs position", page);
    }

    [Fact]
    public void Photos_whose_height_is_not_known_are_drawn_as_a_line()
    {
        var page = SampleReport.PageOf(SampleReport.On(SampleFlight.Of(new SampleSpec { Photos = 20 })
            .With(photo => photo with { RelativeAltitude = null, AbsoluteAltitude = null })));

        Assert.Contains("id=\"way\"", page);
        Assert.DoesNotContain("class=\"cover\"", page);
        Assert.Contains("Which ground the photos show is not known", page);
    }

    [Fact]
    public void A_project_without_photos_has_a_page_as_well()
    {
        var imagery = new ProjectImagery { Project = "a/b", Folders = [] };

        var page = SampleReport.PageOf(new ValidationReport(
            imagery, [SampleReport.Finding("name", Severity.Error, "The name is not allowed.")]));

        Assert.Contains("There is no map: there are no photos.", page);
        Assert.Contains("The name is not allowed.", page);
        Assert.EndsWith("</html>\n", page);
    }

    [Fact]
    public void The_numbers_are_those_of_the_survey()
    {
        var page = SampleReport.PageOf(SampleReport.On(SampleFlight.Of(
            new SampleSpec { Photos = 100, Height = 80, ForwardOverlap = 0.8, SideOverlap = 0.7 })
            .With(photo => photo with { RtkFlag = photo.File == "DJI_0001.JPG" ? 16 : 50 })));

        Assert.Contains("<th scope=\"row\">Height above ground</th><td>80 m<", page);
        Assert.Contains("<th scope=\"row\">Forward overlap</th><td>80 %<", page);
        Assert.Contains("<th scope=\"row\">Side overlap</th><td>70 %<", page);
        Assert.Contains("<th scope=\"row\">RTK position</th><td>fixed in 99 % of the photos<", page);
        Assert.Contains("UTM zone 10N, EPSG:32610", page);
        Assert.Contains("2026-06-12 10:30 to 10:33 (3 min)", page);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(20_000)]
    public void A_page_of_many_photos_stays_small_and_costs_little_memory(int photos)
    {
        var files = Enumerable.Range(1, 20).Select(number => $"DJI_{number * 40:D4}.JPG").ToList();
        var report = SampleReport.On(photos, SampleReport.Finding("odd", Severity.Warning, "They are odd.", files));
        using var counter = new CountingStream();
        using var writer = new StreamWriter(counter);
        var project = new ProjectReport(report, "0123abcd", SampleReport.CheckedAt);
        ReportPage.Write(new HtmlWriter(TextWriter.Null), project); // What is made once only.

        var before = GC.GetAllocatedBytesForCurrentThread();
        ReportPage.Write(new HtmlWriter(writer), project);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(counter.Length, 50_000, 1_500_000);
        Assert.True(allocated < 12_000_000, $"{allocated} bytes were allocated");
        TestContext.Current.TestOutputHelper!.WriteLine($"{photos}: {counter.Length} bytes, {allocated} allocated");
    }

    private static string Drawing(string page)
    {
        var start = page.IndexOf("<svg viewBox=\"0 0 1000", StringComparison.Ordinal);
        return page[start..page.IndexOf("</svg>", start, StringComparison.Ordinal)];
    }

    [GeneratedRegex("<[a-zA-Z/!][^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex AttributeValue();

    private sealed class CountingStream : MemoryStream
    {
        private long length;

        public override long Length => length;

        public override void Write(byte[] buffer, int offset, int count) => length += count;

        public override void Write(ReadOnlySpan<byte> buffer) => length += buffer.Length;
    }
}
