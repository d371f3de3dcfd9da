using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Commands;

public sealed class ValidateCommandTests : IDisposable
{
    private readonly Share share = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => share.Dispose();

    [Fact]
    public async Task A_good_folder_may_run()
    {
        share.Upload("site");

        var outcome = await ValidateAsync(Path.Combine(share.Input, "site") + "/");

        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith("site: Metashape would load 15 photos, ", outcome.Output[0], StringComparison.Ordinal);
        Assert.Equal(["This project may run."], outcome.Output.Skip(1));
    }

    [Fact]
    public async Task A_bad_folder_is_told_with_one_line_for_each_finding()
    {
        share.Upload("site", photos: 14);
        File.WriteAllText(Path.Combine(share.Input, "site", "[red]{0}.JPG"), "");
        File.WriteAllText(Path.Combine(share.Input, "site", "b.jpeg"), "x");

        var outcome = await ValidateAsync(Path.Combine(share.Input, "site"));

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(
            [
                "ERROR [red]{0}.JPG is empty (0 bytes). Copy it from the drone's card again, or delete it if it "
                    + "is broken there as well. (photo-empty)",
                "WARNING b.jpeg will be ignored: Metashape loads .jpg, .JPG, .tif or .TIF only. "
                    + "Rename it if it belongs to the survey. (photo-ignored)",
                "This project may not run before that is mended.",
            ],
            outcome.Output.Skip(1).Select(line => line.TrimEnd()));
    }

    [Fact]
    public async Task What_would_be_loaded_is_said_first_and_what_is_accepted_stops_nothing()
    {
        share.Upload("site", photos: 14);
        File.WriteAllText(Path.Combine(share.Input, "site", "b.jpeg"), "x");
        File.WriteAllText(Path.Combine(share.Input, "site", "accept.txt"), "too-few-photos\n");

        var outcome = await ValidateAsync(Path.Combine(share.Input, "site"));

        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches(
            @"^site: Metashape would load 14 photos, [\d.]+ kB; 1 \.jpeg will be ignored\.$", outcome.Output[0]);
        Assert.StartsWith("ACCEPTED ERROR Metashape would load 14 photos; a survey needs", outcome.Output[1]);
        Assert.StartsWith("WARNING b.jpeg will be ignored", outcome.Output[2]);
        Assert.Equal("This project may run.", outcome.Output[3]);
    }

    [Fact]
    public async Task A_configuration_is_looked_for_where_the_command_of_a_run_takes_one()
    {
        share.Upload("site");
        var folder = Path.Combine(share.Input, "site");
        string[] command = ["--Local:Command:0=metashape", "--Local:Command:1={photos}"];

        var without = await WatcherProcess.RunAsync(share.Elsewhere, ["validate", folder, .. command]);
        var with = await WatcherProcess.RunAsync(
            share.Elsewhere, ["validate", folder, .. command, "--Local:Command:2={config}"]);

        Assert.DoesNotContain(without.Output, line => line.Contains("(config-missing)", StringComparison.Ordinal));
        Assert.Contains(with.Output, line => line.Contains("(config-missing)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_report_is_written_where_the_command_runs()
    {
        share.Upload("site");
        File.WriteAllText(Path.Combine(share.Input, "site", "broken.JPG"), "");

        var outcome = await WatcherProcess.RunAsync(
            share.Elsewhere, ["validate", Path.Combine(share.Input, "site"), "--report", .. share.Settings]);

        Assert.Equal(1, outcome.ExitCode);
        var page = Path.Combine(share.Elsewhere, "site-report.html");
        Assert.Equal($"Report: {page} and {Path.ChangeExtension(page, ".json")}", outcome.Output[^1]);
        Assert.Contains("No picture: the file is empty", await File.ReadAllTextAsync(page, Cancellation));
        Assert.Contains(
            "\"photos\": 16", await File.ReadAllTextAsync(Path.ChangeExtension(page, ".json"), Cancellation));
    }

    [Fact]
    public async Task A_report_is_not_written_among_the_photos_unless_that_is_said()
    {
        share.Upload("site");
        var project = Path.Combine(share.Input, "site");

        var unasked = await WatcherProcess.RunAsync(project, ["validate", ".", "--report"]);
        var asked = await WatcherProcess.RunAsync(project, ["validate", ".", "--report", "here"]);

        Assert.Equal((1, 0), (unasked.ExitCode, asked.ExitCode));
        Assert.Contains("belongs to the photos", Assert.Single(unasked.Error));
        Assert.Equal([Path.Combine(project, "here")], Directory.GetDirectories(project));
    }

    [Fact]
    public async Task A_photo_that_may_not_be_read_is_a_finding()
    {
        share.Upload("site");
        var photo = Path.Combine(share.Input, "site", "00.JPG");
        File.SetUnixFileMode(photo, UnixFileMode.None);
        string[] prefix = [];
        if (Environment.IsPrivilegedProcess)
        {
            // The superuser may read everything, so somebody else has to look.
            if (!File.Exists("/usr/bin/setpriv"))
                Assert.Skip("Tests run as the superuser, and there is no setpriv to look as somebody else");
            Open(Path.GetDirectoryName(share.Input)!);
            prefix = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
            var probe = await WatcherProcess.RunAsync("/", ["--version"], prefix);
            if (probe.ExitCode != 0)
                Assert.Skip($"Another user may not start the program: {string.Join(' ', probe.Error)}");
        }

        var outcome = await WatcherProcess.RunAsync("/", ["validate", Path.Combine(share.Input, "site")], prefix);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(outcome.Output, line => line.StartsWith(
            "ERROR 00.JPG may not be read by the watcher. ", StringComparison.Ordinal));
    }

    private Task<Outcome> ValidateAsync(string folder) =>
        WatcherProcess.RunAsync(share.Elsewhere, ["validate", folder]);

    private static void Open(string folder) =>
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute | UnixFileMode.OtherRead);
}
