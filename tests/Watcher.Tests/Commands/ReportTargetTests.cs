using OfoWatcher.Commands;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Commands;

public sealed class ReportTargetTests
{
    [Fact]
    public void A_name_that_ends_in_html_is_the_page()
    {
        var target = ReportTarget.Of("/tmp/a/What.HTML", "/share/site", []);

        Assert.Equal(("/tmp/a/What.HTML", "/tmp/a/What.json"), (target.Page, target.File));
    }

    [Fact]
    public void Any_other_name_is_a_folder()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["v1.html"]);

        Assert.Equal("/tmp/new/site-report.html", ReportTarget.Of("/tmp/new/", "/share/site", []).Page);
        Assert.Equal(folder["v1.html", "site-report.html"], ReportTarget.Of(folder["v1.html"], "/share/site", []).Page);
    }

    [Fact]
    public void The_share_is_written_to_only_when_that_was_said()
    {
        var here = Environment.CurrentDirectory;

        Assert.Throws<IOException>(() => ReportTarget.Of("", here, []));
        Assert.Throws<IOException>(() => ReportTarget.Of("", "/share/site", [Path.GetDirectoryName(here)!]));
        Assert.Equal(
            Path.Combine(here, Path.GetFileName(here) + "-report.json"), ReportTarget.Of(here, here, [here]).File);
        Assert.Equal(Path.Combine(here, "site-report.html"), ReportTarget.Of(null, "/share/site", []).Page);
    }
}
