using OfoWatcher.Platform;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Local;

namespace OfoWatcher.Tests.Workflows.Local;

public sealed class LocalEngineOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(Faults(new LocalEngineOptions()));

    [Theory]
    [InlineData("it names no program")]
    [InlineData("it names no program", "")]
    [InlineData("it names no program", " ", "{photos}")]
    [InlineData("unknown placeholder {photo}", "run", "--photos={photo}")]
    [InlineData("unknown placeholder {PHOTOS}", "run", "{PHOTOS}")]
    [InlineData("{watcher} must be an argument of its own", "run", "--with={watcher}")]
    [InlineData("NUL", "run", "a\0b")]
    [InlineData("null", "run", null)]
    public void A_wrong_command_is_a_fault_that_names_what_is_allowed(string fault, params string?[] command)
    {
        var message = Assert.Single(Faults(new LocalEngineOptions { Command = command! }));

        Assert.StartsWith("Local:Command is [", message, StringComparison.Ordinal);
        Assert.Contains(fault, message, StringComparison.Ordinal);
        Assert.Contains(
            "{photos} {config} {output} {project_folder} {project} {run} {watcher}", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "run", "{photos}", "{output}", "{project_folder}", "{project}")]
    [InlineData(false, "run", "{config}", "{photos}", "{output}")]
    [InlineData(true, "run", "{config}", "--in={photos}", "--out={output}", "{project_folder}", "{project}")]
    public void What_a_run_must_leave_is_known_of_a_command_that_is_given_all_that_names_it(
        bool isKnown, params string[] command) =>
        Assert.Equal(isKnown, new LocalEngineOptions { Command = command }.KnowsProducts);

    [Theory]
    [InlineData("00:00:00.9", false)]
    [InlineData("00:00:01", true)]
    [InlineData("30.00:00:00", true)]
    [InlineData("30.00:00:01", false)]
    public void The_time_limit_is_bounded(string limit, bool valid)
    {
        var faults = Faults(new LocalEngineOptions { TimeLimit = TimeSpan.Parse(limit, null) });

        Assert.Equal(valid, faults.Count == 0);
        Assert.All(faults, fault => Assert.Equal(
            $"Local:TimeLimit is \"{TimeSpan.Parse(limit, null)}\" but must be a time from 00:00:01 to 30.00:00:00 "
                + "([days.]hours:minutes:seconds)",
            fault));
    }

    [Theory]
    [InlineData("-00:00:01", false)]
    [InlineData("00:00:00", true)]
    [InlineData("00:10:00", true)]
    [InlineData("00:10:01", false)]
    public void The_grace_of_a_stop_is_bounded(string grace, bool valid) =>
        Assert.Equal(valid, Faults(new LocalEngineOptions { StopGrace = TimeSpan.Parse(grace, null) }).Count == 0);

    [Fact]
    public void The_default_command_runs_the_preview_of_this_program()
    {
        var record = new RunRecord
        {
            Run = "site-1",
            Project = "site",
            Revision = "00",
            Attempt = 1,
            FirstAttempt = 1,
            Engine = "local",
            Photos = "/share/site",
            Folder = "/out/site/site-1",
            IntendedAt = DateTimeOffset.UnixEpoch,
        };

        var words = CommandTemplate.Fill(new LocalEngineOptions().CommandOrDefault, record);

        Assert.Equal(
            [
                .. WatcherProgram.CommandLine,
                "preview", "/share/site", "--output", "/out/site/site-1/output", "--name", "site",
            ],
            words);
        Assert.All(WatcherProgram.CommandLine, file => Assert.True(File.Exists(file), file));
    }

    private static List<string> Faults(LocalEngineOptions options) =>
        [.. new LocalEngineOptionsValidator().Validate(options).Errors.Select(e => SettingRules.Describe("Local", e))];
}
