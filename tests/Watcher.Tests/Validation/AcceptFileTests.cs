using System.Text;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Validation;

namespace OfoWatcher.Tests.Validation;

public sealed class AcceptFileTests : IDisposable
{
    private readonly TemporaryFolder share = new();

    public AcceptFileTests()
    {
        Directory.CreateDirectory(share["site"]);
        for (var number = 1; number <= 3; number++)
            File.WriteAllBytes(share["site", MadeImagery.Name(number)], SurveyPhotos.Bytes(number));
        File.WriteAllBytes(share["site", "b.jpeg"], [1]);
    }

    public void Dispose() => share.Dispose();

    [Theory]
    [InlineData("too-few-photos")]
    [InlineData("# my findings\r\n\r\n  Too-Few-Photos  : only a test plot\r\n")]
    [InlineData("\uFEFFtoo-few-photos # as agreed")]
    [InlineData("photo-cut-off\ntoo-few-photos,")]
    public void An_accepted_finding_keeps_its_weight_and_stops_nothing(string text)
    {
        Assert.False(Validate().MayRun);

        var report = Validate(text);

        Assert.True(report.MayRun);
        var finding = Assert.Single(report.Findings, finding => finding.Accepted);
        Assert.Equal((FindingCodes.TooFewPhotos, FluentValidation.Severity.Error), (finding.Code, finding.Severity));
    }

    [Fact]
    public void Windows_writes_it_in_two_bytes_a_letter()
    {
        File.WriteAllText(share["site", "accept.txt"], "too-few-photos\r\n", Encoding.Unicode);

        Assert.True(Validate().MayRun);
    }

    [Theory]
    [InlineData("to-few-photos", "accept.txt lists “to-few-photos”, which is no code of a finding; did you mean too-few-photos?")]
    [InlineData("everything", "accept.txt lists “everything”, which is no code of a finding.")]
    [InlineData("*\nall", "accept.txt lists “*”, “all”, which are no codes of findings.")]
    public void What_is_no_code_accepts_nothing_and_is_told(string text, string message)
    {
        var report = Validate(text);

        Assert.False(report.MayRun);
        Assert.Equal(
            message, Assert.Single(report.Findings, finding => finding.Code == FindingCodes.AcceptUnknown).Message);
    }

    [Fact]
    public void What_cannot_be_accepted_stays_an_error_and_is_told()
    {
        File.WriteAllBytes(share["site", "c.JPG"], []);

        var report = Validate("too-few-photos\nphoto-empty\n");

        Assert.False(report.MayRun);
        Assert.True(Assert.Single(report.Findings, finding => finding.Code == FindingCodes.PhotoEmpty).Stops);
        Assert.Contains(
            "photo-empty", Assert.Single(report.Findings, f => f.Code == FindingCodes.AcceptRefused).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_file_is_read_in_part_and_makes_a_short_finding()
    {
        var report = Validate(string.Join('\n', Enumerable.Range(0, 100_000).Select(number => new string('x', number % 3000))));

        var finding = Assert.Single(report.Findings, finding => finding.Code == FindingCodes.AcceptUnknown);
        Assert.True(finding.Message.Length < 3000);
    }

    [Fact]
    public void Bytes_that_are_no_text_accept_nothing()
    {
        var bytes = new byte[5000];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(share["site", "accept.txt"], bytes);

        Assert.False(Validate().MayRun);
    }

    private ValidationReport Validate(string? accept = null)
    {
        if (accept is not null)
            File.WriteAllText(share["site", "accept.txt"], accept);
        return ProjectValidator.Validate(
            new ProjectImagery { Project = "site", Folders = [share["site"]] }, null,
            TestContext.Current.CancellationToken);
    }
}
