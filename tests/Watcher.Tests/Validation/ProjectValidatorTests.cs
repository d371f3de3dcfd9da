using FluentValidation;
using OfoWatcher.Intake;
using OfoWatcher.Sample;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Validation;

namespace OfoWatcher.Tests.Validation;

public sealed class ProjectValidatorTests : IDisposable
{
    private static readonly byte[] Whole = SurveyPhotos.Bytes(16);

    private readonly TemporaryFolder share = new();

    public void Dispose() => share.Dispose();

    [Fact]
    public void One_unfinished_file_is_singular()
    {
        Put(15, "site");

        var finding = Assert.Single(Validate("site", imagery => imagery with { Partial = new PartialFiles(1, 1, ".x") }).Findings);

        Assert.Equal("1 unfinished file of a copy lies in the folder, such as .x: the upload broke off.", finding.Message);
    }

    [Fact]
    public void A_whole_survey_has_no_findings()
    {
        Put(15);

        var report = Validate();

        Assert.Empty(report.Findings);
        Assert.True(report.MayRun);
        Assert.Equal(15, report.Imagery.Inventory.Photos.Count);
        Assert.Equal(
            Enumerable.Range(1, 15).Sum(number => SurveyPhotos.Bytes(number).LongLength),
            report.Imagery.Inventory.PhotoBytes);
    }

    [Fact]
    public async Task A_generated_survey_has_no_findings_and_its_damage_is_found()
    {
        var spec = new SampleSpec { Photos = 15, Width = 640 };
        await SampleSurvey.WriteAsync(spec, share["good"], null, TestContext.Current.CancellationToken);
        var damage = SampleDamage.CutOff | SampleDamage.ZeroTail | SampleDamage.ZeroBytes;
        await SampleSurvey.WriteAsync(
            spec with { Damage = damage }, share["bad"], null, TestContext.Current.CancellationToken);

        Assert.Empty(Validate("good").Findings);
        Assert.Superset(
            new HashSet<string> { FindingCodes.PhotoCutOff, FindingCodes.PhotoZeroed, FindingCodes.PhotoEmpty },
            Validate("bad").Findings.Select(finding => finding.Code).ToHashSet());
    }

    [Theory]
    [InlineData(nameof(SampleDamage.NoGps), "gps-missing")]
    [InlineData(nameof(SampleDamage.MixedCameras), "several-cameras")]
    [InlineData(nameof(SampleDamage.TwoDates), "several-dates")]
    [InlineData(nameof(SampleDamage.Duplicates), "duplicate-content, duplicate-photo")]
    [InlineData(nameof(SampleDamage.Gap), "sequence-lost")]
    public async Task Other_damage_of_a_generated_survey_is_a_warning(string damage, string codes)
    {
        var spec = new SampleSpec { Photos = 36, Width = 640, Damage = Enum.Parse<SampleDamage>(damage) };
        await SampleSurvey.WriteAsync(spec, share["site"], null, TestContext.Current.CancellationToken);

        var report = Validate();

        Assert.Contains(report.Findings, finding => codes.Split(", ").Contains(finding.Code));
        Assert.True(report.MayRun);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(14, false)]
    [InlineData(15, true)]
    [InlineData(16, true)]
    public void A_survey_needs_the_least_number_of_photos(int photos, bool mayRun)
    {
        Directory.CreateDirectory(share["site"]);
        Put(photos);

        Assert.Equal(mayRun, Validate().MayRun);
    }

    [Fact]
    public void Photos_that_Metashape_passes_over_do_not_count_and_are_named()
    {
        Put(15);
        string[] names = ["a.jpeg", "b.tiff", "c.png", "d.dng", "e.Jpg", "f.JPEG", "deeper/g.DNG"];
        foreach (var name in names)
            Put(name, Whole);
        Put("notes.txt", [1]);

        var report = Validate();

        Assert.Equal(15, report.Imagery.Inventory.Photos.Count);
        Assert.True(report.MayRun);
        Assert.Equal(names.Order(StringComparer.Ordinal), report.Findings.SelectMany(f => f.Files).Order(StringComparer.Ordinal));
        Assert.All(report.Findings, finding => Assert.Equal(
            (FindingCodes.PhotoIgnored, Severity.Warning), (finding.Code, finding.Severity)));
    }

    public static TheoryData<string, string, string> Findings => new()
    {
        { FindingCodes.Name, "", "The folder's name “bad name” is not allowed: " + ProjectName.Rule + "." },
        { FindingCodes.NameTwice, "", "Several folders have this name: /a/site and /b/site." },
        { FindingCodes.TooFewPhotos, "", "Metashape would load 1 photo; a survey needs at least 15." },
        {
            FindingCodes.PhotoIgnored, "a.jpeg",
            "a.jpeg will be ignored: Metashape loads .jpg, .JPG, .tif or .TIF only."
        },
        { FindingCodes.PhotoEmpty, "in/a.JPG", "in/a.JPG is empty (0 bytes)." },
        { FindingCodes.PhotoNoStart, "a.JPG", "a.JPG does not begin like a JPEG." },
        { FindingCodes.PhotoNoFrame, "a.JPG", "a.JPG holds no picture (no frame header)." },
        { FindingCodes.PhotoCutOff, "a.JPG", "a.JPG is cut off (the JPEG has no end)." },
        { FindingCodes.PhotoZeroed, "a.JPG", "a.JPG begins with zeros instead of a picture." },
        {
            FindingCodes.PartialLeft, ".x.JPG.a1B2c3",
            "2 unfinished files of a copy lie in the folder, such as .x.JPG.a1B2c3: the upload broke off."
        },
        { FindingCodes.LinkSkipped, "a.JPG", "a.JPG is a link out of the input folder: not followed." },
    };

    [Theory]
    [MemberData(nameof(Findings))]
    public void Each_fault_of_a_folder_is_one_finding_in_words(string code, string file, string message)
    {
        var project = code == FindingCodes.Name ? "bad name" : "site";
        if (code == FindingCodes.TooFewPhotos)
            Put("1.JPG", Whole);
        else
            Put(15, project);
        Spoil(code);

        var finding = Assert.Single(Validate(project, imagery => code switch
        {
            FindingCodes.NameTwice => imagery with { Folders = ["/a/site", "/b/site"] },
            FindingCodes.PartialLeft => imagery with { Partial = new PartialFiles(2, 1, file) },
            _ => imagery,
        }).Findings);

        Assert.Equal((code, file, message), (finding.Code, finding.File, finding.Message));
        Assert.Equal(code == FindingCodes.PhotoIgnored ? Severity.Warning : Severity.Error, finding.Severity);
        Assert.NotEmpty(finding.Remedy);
    }

    [Fact]
    public void A_configuration_that_was_found_is_read_and_resolved()
    {
        Put(15);
        File.WriteAllText(share["config.yml"], "project: {project_crs: \"EPSG::3310\"}");

        var report = Validate(change: imagery => imagery with { NeedsConfig = true, Config = share["config.yml"] });

        Assert.Equal(
            [FindingCodes.ConfigCrsUnchecked, FindingCodes.ConfigMissingKeys], report.Findings.Select(finding => finding.Code));
        Assert.True(report.MayRun);
        Assert.Contains("project_crs: \"EPSG::3310\"", report.Imagery.Configuration!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void All_findings_are_collected_and_errors_come_first()
    {
        Put(2);
        Put("ignored.png", Whole);
        Put("empty.JPG", []);
        Put("cut.jpg", Whole[..^20]);
        File.CreateSymbolicLink(share["site", "link.jpg"], "/etc/hostname");

        var report = Validate(change: imagery => imagery with { NeedsConfig = true });

        Assert.False(report.MayRun);
        Assert.Equal(
            [
                FindingCodes.TooFewPhotos, FindingCodes.PhotoCutOff, FindingCodes.PhotoEmpty, FindingCodes.LinkSkipped,
                FindingCodes.PhotoIgnored, FindingCodes.ConfigMissing,
            ],
            report.Findings.Select(finding => finding.Code));
    }

    [Theory]
    [InlineData("{PropertyName}")]
    [InlineData("{0}")]
    [InlineData("{{x}}")]
    [InlineData("}{")]
    [InlineData("[bold]$(reboot)`")]
    public void Any_file_name_stands_in_messages_as_it_is(string name)
    {
        Put(15);
        Put(name + ".JPG", []);
        Put(name + ".jpeg", Whole);
        File.CreateSymbolicLink(share["site", name + ".tif"], "/etc/hostname");

        Assert.Equal(
            [
                $"{name}.JPG is empty (0 bytes).",
                $"{name}.tif is a link out of the input folder: not followed.",
                $"{name}.jpeg will be ignored: Metashape loads .jpg, .JPG, .tif or .TIF only.",
            ],
            Validate().Findings.Select(finding => finding.Message));
    }

    [Fact]
    public void A_thousand_damaged_photos_make_twenty_findings_and_a_number()
    {
        for (var number = 1; number <= 1000; number++)
            Put($"{number:0000}.JPG", []);

        var report = Validate();

        Assert.Equal([FindingCodes.DuplicateContent], report.Findings.Skip(21).Select(finding => finding.Code));
        Assert.Equal(
            Enumerable.Range(1, 20).Select(number => $"{number:0000}.JPG"),
            report.Findings.Take(20).Select(f => f.File));
        var last = report.Findings[20];
        Assert.Equal(
            (FindingCodes.PhotosMore, Severity.Error, "and 980 more photos that did not arrive whole."),
            (last.Code, last.Severity, last.Message));
        Assert.NotEmpty(last.Remedy);
    }

    [Fact]
    public void Many_ignored_photos_are_one_finding_for_each_extension_and_links_are_counted()
    {
        Put(15);
        for (var number = 0; number < 25; number++)
        {
            Put($"{number:00}.png", []);
            File.CreateSymbolicLink(share["site", $"{number:00}.jpg"], "/etc/hostname");
        }

        Put("z.jpeg", []);

        var report = Validate();

        var ignored = report.Findings.Where(finding => finding.Code == FindingCodes.PhotoIgnored).ToList();
        Assert.Equal(
            [
                "1 .jpeg file will be ignored: Metashape loads .jpg, .JPG, .tif or .TIF only.",
                "25 .png files, such as 00.png, will be ignored: Metashape loads .jpg, .JPG, .tif or .TIF only.",
            ],
            ignored.Select(finding => finding.Message));
        Assert.Equal(CappedList<string>.Most, ignored[1].Files.Count);
        Assert.Equal(21, report.Findings.Count(finding => finding.Code == FindingCodes.LinkSkipped));
        Assert.EndsWith("; 1 .jpeg, 25 .png will be ignored", LoadSummary.Of(report.Imagery), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_throws_is_a_finding_and_the_others_go_on()
    {
        var findings = ProjectValidator.Apply(
            [new BrokenRule(), new OfoWatcher.Validation.Rules.PhotoCountRule()], Imagery("site"));

        Assert.Equal([FindingCodes.CheckFailed, FindingCodes.TooFewPhotos], findings.Select(finding => finding.Code));
        Assert.Equal(
            (Severity.Error, "The check BrokenRule could not be run: out of {order}"),
            (findings[0].Severity, findings[0].Message));
        Assert.NotEmpty(findings[0].Remedy);
    }

    [Fact]
    public void A_wrong_name_is_found_without_a_look_into_the_folder()
    {
        var report = Validate("../etc");

        Assert.Equal(FindingCodes.Name, Assert.Single(report.Findings).Code);
    }

    [Fact]
    public void Progress_shows_life_while_files_are_listed_and_then_counts_every_photo()
    {
        Put(15);
        var seen = new List<int>();

        ProjectValidator.Validate(Imagery("site"), new Counter(seen), TestContext.Current.CancellationToken);

        Assert.Equal(0, seen[0]);
        Assert.Equal(Enumerable.Range(1, 15), seen.Where(count => count > 0).Order());
    }

    [Fact]
    public void A_folder_that_is_gone_is_not_judged() => Assert.Throws<FolderUnreadableException>(() => Validate());

    [Fact]
    public void The_real_photos_of_a_drone_may_run_and_those_without_positions_may_not()
    {
        Assert.True(ValidateReal("brighton_beach").MayRun);
        Assert.Equal(
            [FindingCodes.GpsMissingAll],
            ValidateReal("banana").Findings.Where(finding => finding.Stops).Select(finding => finding.Code));

        ValidationReport ValidateReal(string set) => ProjectValidator.Validate(
            new ProjectImagery
            {
                Project = "real",
                Folders = [RealImagery.Folder(set)],
                Options = new() { MinImages = 1 },
            },
            null, TestContext.Current.CancellationToken);
    }

    private void Spoil(string code)
    {
        switch (code)
        {
            case FindingCodes.PhotoIgnored:
                Put("a.jpeg", Whole);
                break;
            case FindingCodes.PhotoEmpty:
                Put("in/a.JPG", []);
                break;
            case FindingCodes.PhotoNoStart:
                Put("a.JPG", [1, 2, 3]);
                break;
            case FindingCodes.PhotoNoFrame:
                Put("a.JPG", [0xFF, 0xD8, 0xFF, 0xD9]);
                break;
            case FindingCodes.PhotoCutOff:
                Put("a.JPG", Whole[..^9]);
                break;
            case FindingCodes.PhotoZeroed:
                Put("a.JPG", new byte[1000]);
                break;
            case FindingCodes.LinkSkipped:
                File.CreateSymbolicLink(share["site", "a.JPG"], "/etc/hostname");
                break;
        }
    }

    private void Put(int photos, string project = "site")
    {
        for (var number = 0; number < photos; number++)
            Put($"whole-{number:00}.JPG", SurveyPhotos.Bytes(number + 1), project);
    }

    private void Put(string name, byte[] content, string project = "site")
    {
        var path = share[project, name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    private ProjectImagery Imagery(string project) => new() { Project = project, Folders = [share[project]] };

    private ValidationReport Validate(string project = "site", Func<ProjectImagery, ProjectImagery>? change = null)
    {
        var imagery = Imagery(project);
        return ProjectValidator.Validate(
            change?.Invoke(imagery) ?? imagery, null, TestContext.Current.CancellationToken);
    }

    private sealed class BrokenRule : AbstractValidator<ProjectImagery>
    {
        public BrokenRule() =>
            RuleFor(imagery => imagery.Project).Must(_ => throw new InvalidOperationException("out of {order}"));
    }

    private sealed class Counter(List<int> seen) : IProgress<int>
    {
        public void Report(int value)
        {
            lock (seen)
                seen.Add(value);
        }
    }

    [Fact]
    public void Each_rule_gives_a_sign_of_life()
    {
        var signs = 0;
        var findings = ProjectValidator.Judge(MadeImagery.Of(MadeImagery.Flight()), () => signs++);

        Assert.Empty(findings);
        Assert.True(signs > 10, $"{signs} signs");
    }
}
