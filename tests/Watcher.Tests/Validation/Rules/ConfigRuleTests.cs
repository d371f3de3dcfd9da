using FluentValidation;
using OfoWatcher.Metashape.Configuration;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Validation;
using OfoWatcher.Validation.Rules;

namespace OfoWatcher.Tests.Validation.Rules;

public sealed class ConfigRuleTests : IDisposable
{
    private readonly ConfiguredProject project = new();

    public void Dispose() => project.Dispose();

    [Theory]
    [InlineData("oak/metashape.yml", "metashape.yml line 2: ", "metashape.yml")]
    [InlineData("oak/config.yml", "config.yml line 2: ", "config.yml")]
    [InlineData("configs/oak.yml", "configs/oak.yml line 2: ", "")]
    [InlineData("config.yml", "The share's config.yml line 2: ", "")]
    public void A_finding_names_the_file_and_its_line(string place, string start, string file)
    {
        project.Write(place, "build_mesh:\n  export: 'no'\n");

        var finding = Assert.Single(project.Find());

        Assert.Equal((FindingCodes.ConfigType, Severity.Error, file), (finding.Code, finding.Severity, finding.File));
        Assert.StartsWith(start + "build_mesh.export must be True or False", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_configuration_the_built_in_one_is_used_and_said()
    {
        var finding = Assert.Single(project.Find());

        Assert.Equal((FindingCodes.ConfigMissing, Severity.Info), (finding.Code, finding.Severity));
        Assert.True(project.Resolve().Configuration!.IsBuiltIn);
    }

    [Fact]
    public void An_engine_that_takes_no_configuration_hears_of_one_only_where_it_lies()
    {
        var imagery = project.Resolve() with { NeedsConfig = false, Configuration = null, Config = null };
        Assert.Null(ConfigResolution.Resolve(imagery).Configuration);

        project.Write("config.yml", "build_mesh: 7");
        Assert.NotNull(ConfigResolution.Resolve(imagery with { Config = Path.Combine(project.Share, "config.yml") }).Configuration);
    }

    [Fact]
    public void A_configuration_that_may_not_be_read_or_is_gone_is_unreadable()
    {
        var imagery = project.Resolve() with { Config = Path.Combine(project.Folder, "config.yml") };

        var finding = Assert.Single(ProjectValidator.Apply([new ConfigRule()], ConfigResolution.Resolve(imagery)));

        Assert.Equal(FindingCodes.ConfigUnreadable, finding.Code);
        Assert.Equal("config.yml: cannot be read by the watcher.", finding.Message);
    }

    [Fact]
    public void A_device_in_place_of_a_configuration_is_not_opened()
    {
        Shell.Run(project.Folder, "mkfifo config.yml; ln -s /dev/zero metashape.yml");

        var finding = Assert.Single(project.Find());

        Assert.Equal((FindingCodes.ConfigUnreadable, "metashape.yml"), (finding.Code, finding.File));
    }

    [Theory]
    [InlineData("oak/metashape.yaml", "metashape.yaml", "metashape.yml", "metashape.yaml")]
    [InlineData("oak/Metashape.yml", "Metashape.yml", "metashape.yml", "Metashape.yml")]
    [InlineData("oak/CONFIG.YAML", "CONFIG.YAML", "config.yml", "CONFIG.YAML")]
    [InlineData("oak/config.yml.txt", "config.yml.txt", "config.yml", "config.yml.txt")]
    [InlineData("configs/oak.yaml", "configs/oak.yaml", "configs/oak.yml", "")]
    public void A_configuration_under_a_wrong_name_is_told_with_the_right_one(
        string place, string name, string right, string file)
    {
        project.Write(place, "build_mesh: {enabled: True}");
        project.Write("config.yml", "build_mesh: {enabled: False}");

        var finding = Assert.Single(project.Find(), f => f.Code == FindingCodes.ConfigMisnamed);

        Assert.Equal((Severity.Warning, file), (finding.Severity, finding.File));
        Assert.StartsWith($"{name} looks", finding.Message, StringComparison.Ordinal);
        Assert.StartsWith($"Rename it to {right},", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_a_configuration_that_is_read_no_name_is_wrong()
    {
        project.Write("oak/config.yml", "build_mesh: {enabled: True}");
        project.Write("oak/config.yaml", "build_mesh: {enabled: True}");
        project.Write("configs/oak.yaml", "build_mesh: {enabled: True}");

        Assert.DoesNotContain(project.Find(), finding => finding.Code == FindingCodes.ConfigMisnamed);
    }

    [Fact]
    public void What_would_run_as_code_stops_a_project_whatever_is_accepted()
    {
        project.Write("oak/config.yml", "build_mesh:\n  face_count: \"__import__('os').system('reboot') # Metashape\"\n");

        var finding = Assert.Single(project.Find(), f => f.Severity == Severity.Error);

        Assert.Equal(FindingCodes.ConfigUnsafe, finding.Code);
        Assert.True(FindingCatalog.Find(finding.Code)!.IsFixed);
        Assert.False(FindingCatalog.Find(FindingCodes.ConfigCrs)!.IsFixed);
    }

    [Fact]
    public void Every_kind_of_problem_has_its_code()
    {
        var codes = Enum.GetValues<ConfigProblemKind>().Select(ConfigRule.CodeOf).ToList();

        Assert.Equal(codes.Count, codes.Distinct().Count());
    }
}
