using FluentValidation;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Validation;

namespace OfoWatcher.Tests.Validation.Rules;

public sealed class ConfigFilesRuleTests : IDisposable
{
    private const string InPhotos = "oak/gcps/prepared/gcp_imagecoords_table.csv";
    private const string OnGround = "oak/gcps/prepared/gcp_table.csv";
    private const string WithPoints = "add_gcps:\n  enabled: True\n  gcp_crs: \"EPSG::32610\"\n";

    private readonly ConfiguredProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public void Control_points_that_are_whole_are_not_told()
    {
        project.Write("oak/config.yml", WithPoints);
        project.Write(InPhotos, "a,DJI_0001.JPG,1,2\nb,DJI_0002.JPG,1,2\nc,DJI_0003.JPG,1,2\na,DJI_0003.JPG,5,6\n");
        project.Write(OnGround, "a,1,2,3\nb,1,2,3\nc,1,2,3\n");

        Assert.Empty(project.Find());
    }

    [Fact]
    public void Tables_that_are_missing_are_told_with_the_line_that_asks_for_them()
    {
        project.Write("oak/config.yml", WithPoints);

        Assert.Equal(
            [
                "config.yml line 2: add_gcps is on, and gcps/prepared/gcp_imagecoords_table.csv does not exist.",
                "config.yml line 2: add_gcps is on, and gcps/prepared/gcp_table.csv does not exist.",
            ],
            project.Find().Select(finding => finding.Message));
    }

    [Fact]
    public void A_table_that_is_a_pipe_or_lies_outside_of_the_share_is_not_opened()
    {
        project.Write("oak/config.yml", WithPoints);
        project.Write(OnGround, "");
        Shell.Run(project.Folder, "cd gcps/prepared; rm gcp_table.csv; mkfifo gcp_imagecoords_table.csv; ln -s /etc/passwd gcp_table.csv");

        Assert.All(project.Find(), finding => Assert.EndsWith("does not exist.", finding.Message, StringComparison.Ordinal));
        Assert.Equal(2, project.Find().Count);
    }

    [Fact]
    public void Photos_that_are_not_there_and_markers_without_a_partner_are_told()
    {
        project.Write("oak/config.yml", WithPoints);
        project.Write(InPhotos, "a,DJI_0001.JPG,1,2\nb,DJI_9999.JPG,1,2\nx,dji_0002.jpg,1,2\n");
        project.Write(OnGround, "a,1,2,3\nb,1,2,3\ny,1,2,3\nz,1,2,3\n");

        var findings = project.Find();

        Assert.Equal(
            [
                "gcps/prepared/gcp_imagecoords_table.csv line 2 places b in “DJI_9999.JPG”, which is no photo of this project; "
                    + "and 1 more line likewise.",
                "config.yml line 2: add_gcps is on, and 2 markers have both a position and a photo: 3 are the least.",
                "gcps/prepared/gcp_imagecoords_table.csv has the marker x and gcps/prepared/gcp_table.csv has not.",
                "gcps/prepared/gcp_table.csv has the markers y, z and gcps/prepared/gcp_imagecoords_table.csv has not.",
            ],
            findings.Select(finding => finding.Message));
        Assert.Equal(
            [Severity.Error, Severity.Error, Severity.Warning, Severity.Warning], findings.Select(finding => finding.Severity));
    }

    [Fact]
    public void Lines_that_make_no_sense_are_told()
    {
        project.Write("oak/config.yml", WithPoints);
        project.Write(InPhotos, "a,DJI_0001.JPG,1,2\nb,DJI_0002.JPG,1,2\nc,DJI_0003.JPG,1,2\n");
        project.Write(OnGround, "a,1,2,3\nb,1,2,3\nc,1,2,3\nd,1,2\n");

        Assert.Equal(
            "gcps/prepared/gcp_table.csv line 4 has 3 fields and not 4.", Assert.Single(project.Find()).Message);
    }

    [Theory]
    [InlineData("panel.csv", true)]
    [InlineData("../calibration/panel.csv", false)]
    [InlineData("other.csv", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("..", false)]
    [InlineData("", false)]
    public void The_panels_calibration_lies_in_its_folder_and_nowhere_else(string file, bool isGood)
    {
        project.Write("oak/config.yml", $"calibrate_reflectance:\n  enabled: True\n  panel_filename: \"{file}\"\n");
        project.Write("oak/calibration/panel.csv", "400,0.52\n");

        var finding = project.Find().SingleOrDefault();

        Assert.Equal(isGood ? null : FindingCodes.ConfigPanel, finding?.Code);
        if (finding is not null)
            Assert.StartsWith("config.yml line 3: ", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("400,0.52\n401,0.53\n", null)]
    [InlineData("\uFEFFWavelength,Reflectance\r\n\r\n400,0.52\r\n", null)]
    [InlineData("", "is empty")]
    [InlineData("Wavelength,Reflectance\n", "holds no line of a wavelength and a reflectance")]
    [InlineData("0.52\n", "holds no line of a wavelength and a reflectance")]
    [InlineData("400,0.52\n\0\0", "is no text")]
    public void The_panels_calibration_is_a_table_of_numbers(string text, string? fault)
    {
        project.Write("oak/config.yml", "calibrate_reflectance:\n  enabled: True\n  panel_filename: \"panel.csv\"\n");
        project.Write("oak/calibration/panel.csv", text);

        var finding = project.Find().SingleOrDefault();

        Assert.Equal(fault is null ? null : FindingCodes.ConfigPanel, finding?.Code);
        if (fault is not null)
            Assert.Contains(fault, finding!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_secondary_folders_a_few_are_told_and_the_rest_is_counted()
    {
        var folders = string.Join(", ", Enumerable.Range(0, 50).Select(n => $"\"none{n}\""));
        project.Write("oak/config.yml", $"project:\n  photo_path_secondary: [{folders}]\n");

        var findings = project.Find();

        Assert.Equal(21, findings.Count);
        Assert.Contains("30 more folders", findings[^1].Message, StringComparison.Ordinal);
        Assert.All(findings, finding => Assert.Contains("_RETRY", finding.Remedy, StringComparison.Ordinal));
    }

    [Fact]
    public void Secondary_photos_lie_within_the_share()
    {
        Directory.CreateDirectory(Path.Combine(project.Share, "oblique"));
        File.CreateSymbolicLink(Path.Combine(project.Share, "out"), "/etc");

        Assert.Empty(WithSecondary($"{project.Share}/oblique"));
        Assert.Empty(WithSecondary(""));
        Assert.Contains("is no folder in the input folder", WithSecondary("/etc").Single(), StringComparison.Ordinal);
        Assert.Contains("is no folder in the input folder", WithSecondary($"{project.Share}/none").Single(), StringComparison.Ordinal);
        Assert.Contains("is no folder in the input folder", WithSecondary($"{project.Share}/out").Single(), StringComparison.Ordinal);
        Assert.Contains("is no folder in the input folder", WithSecondary($"{project.Share}/oak/../../../etc").Single(), StringComparison.Ordinal);
        Assert.Contains("is no absolute path", WithSecondary("oblique").Single(), StringComparison.Ordinal);
        Assert.Contains("finds no photos", WithSecondary($"{project.Share}/[a]").Single(), StringComparison.Ordinal);
    }

    private IEnumerable<string> WithSecondary(string folder)
    {
        project.Write("oak/config.yml", $"project:\n  photo_path_secondary: \"{folder}\"\n");
        var findings = project.Find();
        Assert.All(findings, finding => Assert.Equal(FindingCodes.ConfigSecondary, finding.Code));
        return findings.Select(finding => finding.Message);
    }
}
