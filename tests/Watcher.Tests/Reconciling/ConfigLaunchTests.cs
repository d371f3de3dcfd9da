using OfoWatcher.Reconciling;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Metashape.Configuration;
using OfoWatcher.Validation;
using OfoWatcher.Workflows;
using static OfoWatcher.Tests.Reconciling.Sightings;

namespace OfoWatcher.Tests.Reconciling;

public sealed class ConfigLaunchTests
{
    [Fact]
    public void A_new_run_is_given_the_completed_configuration_before_it_is_written_down()
    {
        var seen = Ready() with { Report = Configured("project: {project_crs: auto}") };

        var actions = ActionPlan.For(seen, ProjectPolicy.Decide(seen, Options, Now), Now);

        var config = Assert.IsType<DurableAction.WriteConfig>(actions[0]);
        var record = Assert.IsType<DurableAction.WriteRecord>(actions[1]);
        Assert.Equal(record.Record, config.Record);
        Assert.Contains("project_crs: \"EPSG::32610\"\n", config.Text, StringComparison.Ordinal);
        Assert.Single(actions, action => action is DurableAction.Launch);
    }

    [Fact]
    public void A_run_that_takes_no_configuration_is_given_none()
    {
        var seen = Ready();

        Assert.DoesNotContain(
            ActionPlan.For(seen, ProjectPolicy.Decide(seen, Options, Now), Now), action => action is DurableAction.WriteConfig);
    }

    [Fact]
    public void A_run_that_was_written_down_is_launched_with_what_lies_there()
    {
        var seen = Ready() with { Records = [Record(launched: false)], Report = null };

        var decision = ProjectPolicy.Decide(seen, Options, Now);

        Assert.IsType<ProjectDecision.Launch>(decision);
        Assert.DoesNotContain(ActionPlan.For(seen, decision, Now), action => action is DurableAction.WriteConfig);
    }

    [Fact]
    public void A_run_whose_configuration_went_away_is_given_up_for_a_new_one()
    {
        var seen = Ready() with { Records = [Record(launched: false)], Report = null, IsConfigLost = true };

        var retire = Assert.IsType<ProjectDecision.Retire>(ProjectPolicy.Decide(seen, Options, Now));
        var closed = Assert.IsType<DurableAction.WriteRecord>(Assert.Single(ActionPlan.For(seen, retire, Now))).Record;
        var after = Ready() with { Records = [closed], Report = null };

        Assert.IsType<ProjectDecision.Validate>(ProjectPolicy.Decide(after, Options, Now));
        after = after with { Report = Configured("project: {project_crs: auto}") };
        var launch = Assert.IsType<ProjectDecision.Launch>(ProjectPolicy.Decide(after, Options, Now));
        Assert.Equal(2, launch.Record.Attempt);
        Assert.IsType<DurableAction.WriteConfig>(ActionPlan.For(after, launch, Now)[0]);
    }

    [Fact]
    public void A_run_that_goes_already_needs_its_configuration_no_more()
    {
        var seen = Ready() with { Records = [Record(launched: false)], IsConfigLost = true, Run = new Run(RunPhase.Running) };

        Assert.IsType<ProjectDecision.Follow>(ProjectPolicy.Decide(seen, Options, Now));
    }

    [Fact]
    public void Nothing_is_launched_with_a_configuration_that_cannot_be_used_whatever_the_findings_weigh()
    {
        var seen = Ready() with { Report = Configured("run_name: old") };
        var decision = ProjectPolicy.Decide(seen, Options, Now);

        Assert.Throws<InvalidOperationException>(() => ActionPlan.For(seen, decision, Now));
    }

    [Fact]
    public void A_configuration_alone_makes_no_run_and_no_output_root()
    {
        using var folder = new TemporaryFolder();
        var record = Record() with { Folder = folder["out", Project, Record().Run] };
        Assert.Throws<DirectoryNotFoundException>(() => RunRecordStore.WriteConfig(record, "a: 1\n"));

        Directory.CreateDirectory(folder["out"]);
        RunRecordStore.WriteConfig(record, "a: 1\n");

        Assert.Equal("a: 1\n", File.ReadAllText(Path.Combine(record.Folder, "config.yml")));
        Assert.Empty(new RunRecordStore().ReadAll(folder["out", Project]));
    }

    private static ValidationReport Configured(string yaml)
    {
        var report = Report(mayRun: true);
        return report with { Imagery = report.Imagery with { Configuration = Configs.Resolve(yaml) } };
    }
}
