using System.CommandLine;
using OfoWatcher.Commands;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Commands;

public sealed class SampleAndPreviewCommandTests
{
    [Fact]
    public async Task A_sample_is_written_and_previewed()
    {
        using var folder = new TemporaryFolder();

        var sample = await RunAsync(
            SampleCommand.Create(), folder["s"],
            "--photos", "6", "--width", "200", "--start", "-33.45,-70.66", "--damage", "no-gps");
        var preview = await RunAsync(
            PreviewCommand.Create(), folder["s"] + "/", "--output", folder["out"], "--size", "512");

        Assert.Equal((0, ""), (sample.ExitCode, sample.Error));
        Assert.Contains("6 photos in ", sample.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (preview.ExitCode, preview.Error));
        Assert.Contains("EPSG:32719", preview.Output, StringComparison.Ordinal);
        Assert.Contains("5 of 6 photos used; left out: 1 without GPS", preview.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["out", "s_preview.jpg"]));
    }

    [Fact]
    public async Task Progress_is_told_in_lines_that_grow_to_the_end()
    {
        using var folder = new TemporaryFolder();
        var sample = await RunAsync(SampleCommand.Create(), folder["s"], "--photos", "6", "--width", "100");

        var percents = sample.Output.Split('\n').Where(l => l.StartsWith("[progress] ", StringComparison.Ordinal))
            .Select(l => int.Parse(
                l["[progress] ".Length..].TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(percents.Distinct().Order(), percents);
        Assert.Equal(100, percents[^1]);
    }

    [Theory]
    [InlineData("--photos", "0", "photos is 0, but must be from 1 to 20000")]
    [InlineData("--side-overlap", "0.99", "side-overlap is 0.99, but must be from 0 to 0.95")]
    public async Task Values_that_make_no_survey_are_refused(string option, string value, string message)
    {
        using var folder = new TemporaryFolder();
        var sample = await RunAsync(SampleCommand.Create(), folder["s"], option, value);

        Assert.Equal((2, "sample: " + message + "\n"), (sample.ExitCode, sample.Error));
        Assert.False(Directory.Exists(folder["s"]));
    }

    [Theory]
    [InlineData("--start", "here")]
    [InlineData("--photos", "many")]
    [InlineData("--damage", "storm")]
    [InlineData("--camera", "eye")]
    public void Arguments_that_cannot_be_read_are_errors_of_the_command_line(string option, string value) =>
        Assert.NotEmpty(SampleCommand.Create().Parse(["folder", option, value]).Errors);

    [Theory]
    [InlineData("--size", "100")]
    [InlineData("--size", "20000")]
    [InlineData("--name", "../x")]
    [InlineData("--assumed-height", "NaN")]
    public void A_preview_refuses_wrong_values(string option, string value) =>
        Assert.NotEmpty(PreviewCommand.Create().Parse(["folder", option, value]).Errors);

    [Fact]
    public async Task Errors_are_one_line()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["mine.txt"], "x", TestContext.Current.CancellationToken);

        foreach (var result in new[]
        {
            await RunAsync(SampleCommand.Create(), folder.Path),
            await RunAsync(SampleCommand.Create(), folder["mine.txt"]),
            await RunAsync(PreviewCommand.Create(), folder.Path, "--output", folder["out"]),
            await RunAsync(PreviewCommand.Create(), folder["absent"], "--output", folder["out"]),
        })
        {
            Assert.Equal(1, result.ExitCode);
            Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
            Assert.NotEmpty(result.Error.TrimEnd());
        }
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        Command command, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await command.Parse(arguments).InvokeAsync(
            new InvocationConfiguration { Output = output, Error = error }, TestContext.Current.CancellationToken);
        return (exitCode, output.ToString(), error.ToString());
    }
}
