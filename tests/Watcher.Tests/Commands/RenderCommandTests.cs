using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Commands;

public sealed class RenderCommandTests : IDisposable
{
    private readonly Share share = new();

    public void Dispose() => share.Dispose();

    [Fact]
    public async Task The_Workflow_passes_what_the_photos_and_the_configuration_ask_for()
    {
        share.Upload("site");
        await File.WriteAllTextAsync(
            Path.Combine(share.Input, "site", "config.yml"),
            "project: {project_crs: \"EPSG::32610\"}\nargo: {match_photos: {gpu_enabled: false}}\n",
            TestContext.Current.CancellationToken);

        var outcome = await RenderAsync("site", "--AfterRun:UploadTo=ofo-public/products");

        Assert.Equal(0, outcome.ExitCode);
        Assert.DoesNotContain(outcome.Error, line => line.StartsWith("This project may not", StringComparison.Ordinal));
        Assert.Equal("value: gpu", ValueOf(outcome, "build-depth-maps"));
        Assert.Equal("value: cpu", ValueOf(outcome, "match-photos"));
        Assert.Contains("nvidia.com/", ValueOf(outcome, "build-depth-maps-resources"), StringComparison.Ordinal);
        Assert.StartsWith("value: ofo-public/products/site/site-", ValueOf(outcome, "upload-to"), StringComparison.Ordinal);
        Assert.Contains(outcome.Output, line => line.StartsWith("  priority: -", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_project_that_may_not_run_is_rendered_and_that_is_told_beside_it()
    {
        share.Upload("site", photos: 14);

        var outcome = await RenderAsync("site");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("kind: Workflow", outcome.Output);
        Assert.Contains(outcome.Error, line => line.StartsWith("This project may not run as it is", StringComparison.Ordinal));
        Assert.Contains(outcome.Error, line => line.EndsWith("(too-few-photos)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_no_run_can_have_is_told_and_nothing_is_rendered()
    {
        share.Upload("a b");

        var outcome = await RenderAsync("a b");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Empty(outcome.Output);
        Assert.Contains(outcome.Error, line => line.EndsWith("(name)", StringComparison.Ordinal));
    }

    private Task<Outcome> RenderAsync(string project, params string[] settings) => WatcherProcess.RunAsync(
        share.Elsewhere,
        ["render", Path.Combine(share.Input, project), $"--Intake:InputRoots:0={share.Input}",
            $"--Output:Root={share.Output}", .. settings]);

    private static string ValueOf(Outcome outcome, string parameter) =>
        outcome.Output.SkipWhile(line => line.Trim() != $"- name: {parameter}").Skip(1).First().Trim();
}
