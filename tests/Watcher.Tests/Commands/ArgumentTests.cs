using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Commands;

public sealed class ArgumentTests : IDisposable
{
    private readonly Share share = new();

    public void Dispose() => share.Dispose();

    [Fact]
    public async Task Help_names_every_command()
    {
        var outcome = await AskAsync("--help");

        Assert.Equal(0, outcome.ExitCode);
        string[] commands =
        [
            "run", "once", "validate <folder>", "status", "retry <project>", "adopt", "notify",
            "preview <FOLDER>", "sample <DIR>", "demo",
        ];
        Assert.All(commands, command => Assert.Single(
            outcome.Output, line => line.StartsWith($"  {command}  ", StringComparison.Ordinal)));
        Assert.DoesNotContain(outcome.Output, line => line.Contains("local-run", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("run", "the default")]
    [InlineData("once", "Exit code: 0 all well, 1 something failed, 2 wrong settings.")]
    [InlineData("validate", "Exit code: 0 it may run, 1 it may not")]
    [InlineData("status", "--json")]
    [InlineData("retry", "<project>")]
    [InlineData("adopt", "--completion-log")]
    [InlineData("notify", "Exit code: 0 all took it, 1 one did not, 2 wrong settings.")]
    [InlineData("preview", "--assumed-height <M>")]
    [InlineData("sample", "--damage <cut-off|")]
    [InlineData("demo", "--folder")]
    [InlineData("demo", "--exit")]
    public async Task Every_command_explains_itself(string command, string words)
    {
        var outcome = await AskAsync(command, "--help");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Error);
        Assert.Contains(words, string.Join('\n', outcome.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_says_that_further_words_are_settings()
    {
        var page = string.Join('\n', (await AskAsync("once", "--help")).Output);

        Assert.Contains("OfoWatcher once [options] [--Section:Key=value ...]", page, StringComparison.Ordinal);
        Assert.Contains("Any setting, such as --Output:Root=/data/results", page, StringComparison.Ordinal);
        Assert.DoesNotContain("dditional", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("“bogus” is not known here; see --help. A setting is written --Section:Key=value.", "bogus")]
    [InlineData("“--json” is not known here; see --help. A setting is written --Section:Key=value.", "run", "--json")]
    [InlineData("“extra” is not known here; see --help. A setting is written --Section:Key=value.", "status", "extra")]
    [InlineData("“--bogus” is not known here; see --help.", "sample", "x", "--bogus")]
    [InlineData("“y” is not known here; see --help.", "preview", "x", "y")]
    [InlineData("Required argument 'folder' missing for command: 'validate'; see --help.", "validate")]
    [InlineData("Required argument 'project' missing for command: 'retry'; see --help.", "retry")]
    [InlineData("Required argument 'DIR' missing for command: 'sample'; see --help.", "sample")]
    [InlineData("--size must be from 256 to 16384; see --help.", "preview", "x", "--size", "1")]
    [InlineData("Cannot parse argument 'abc' for option '--size' as a whole number; see --help.", "preview", "x", "--size", "abc")]
    [InlineData("Cannot parse argument 'high' for option '--assumed-height' as a number; see --help.", "preview", "x", "--assumed-height", "high")]
    [InlineData("--assumed-height must be from 1 to 10000; see --help.", "preview", "x", "--assumed-height", "NaN")]
    [InlineData("--name must be a file's name; see --help.", "preview", "x", "--name", "a/b")]
    [InlineData("Argument 'canon' not recognized. Must be one of: 'mavic3' 'phantom4'; see --help.", "sample", "x", "--camera", "canon")]
    [InlineData("Cannot parse argument 'soon' for option '--starts-at' as a time such as 2026-06-12T10:30:00; see --help.", "sample", "x", "--starts-at", "soon")]
    [InlineData("Required argument 'project' missing for command: 'retry'; see --help.", "retry", "--Runs:MaxAttempts=1")]
    [InlineData("There is no folder /nowhere/at/all.", "validate", "--Runs:MaxAttempts=1", "/nowhere/at/all")]
    [InlineData("There is no folder /nowhere/at/all.", "validate", "/nowhere/at/all")]
    [InlineData(
        "Wrong setting: Runs:MaxAttempts is 0 but must be a whole number from 1 to 100", "status",
        "--Runs:MaxAttempts=0")]
    public async Task Wrong_arguments_are_told_in_one_line(string line, params string[] arguments)
    {
        var outcome = await AskAsync(arguments);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Empty(outcome.Output);
        Assert.Equal([line], outcome.Error);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("once")]
    [InlineData("status")]
    [InlineData("adopt")]
    public async Task Wrong_settings_are_told_one_line_each(string command)
    {
        var outcome = await AskAsync(
            command, "--Runs:MaxAttempts=0", "--Runs:Typo=1", "--Logging:LogLevel:Default=Info",
            "--Intake:QuietPeriod=10");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Empty(outcome.Output);
        Assert.Equal(
            ["Intake:QuietPeriod", "Runs:Typo", "Runs:MaxAttempts", "Logging:LogLevel:Default"],
            outcome.Error.Select(line => line.Replace("Wrong setting: ", "", StringComparison.Ordinal).Split(' ')[0]));
    }

    [Fact]
    public async Task A_damaged_settings_file_is_told_by_its_name_and_place()
    {
        File.WriteAllText(Path.Combine(share.Elsewhere, "appsettings.json"), "{ \"Intake\": ");

        var outcome = await AskAsync("once");

        Assert.Equal(2, outcome.ExitCode);
        var line = Assert.Single(outcome.Error);
        Assert.Contains(Path.Combine(share.Elsewhere, "appsettings.json"), line, StringComparison.Ordinal);
        Assert.Contains("LineNumber", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("once")]
    [InlineData("status")]
    public async Task A_missing_output_folder_is_told_in_one_line(string command)
    {
        Directory.Delete(share.Output);

        var outcome = await share.RunAsync(command);

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith(
            $"The output folder {share.Output} does not exist: ", Assert.Single(outcome.Error),
            StringComparison.Ordinal);
    }

    private Task<Outcome> AskAsync(params string[] arguments) => WatcherProcess.RunAsync(share.Elsewhere, arguments);
}
