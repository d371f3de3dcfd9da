using OfoWatcher.Markers;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Commands;

/// <summary>An input and an output folder, and the program on them with settings that make it quick.</summary>
internal sealed class Share : IDisposable
{
    private const string Succeed = "echo x > \"$0\"/product.txt";

    private readonly TemporaryFolder folder = new();

    public Share()
    {
        Directory.CreateDirectory(Input);
        Directory.CreateDirectory(Output);
        Directory.CreateDirectory(Elsewhere);
    }

    public string Input => folder["in"];

    public string Output => folder["out"];

    /// <summary>Where the program runs: no settings file lies there unless a test writes one.</summary>
    public string Elsewhere => folder["elsewhere"];

    /// <summary>What a run does; <c>$0</c> is its product folder.</summary>
    public string Script { get; set; } = Succeed;

    /// <summary>What happens to projects of the first scan.</summary>
    public string Backlog { get; set; } = "Process";

    public IReadOnlyList<string> Settings =>
    [
        $"--Intake:InputRoots:0={Input}", $"--Output:Root={Output}", "--Intake:QuietPeriod=00:00:01",
        "--Intake:ScanInterval=00:00:01", $"--Runs:Backlog={Backlog}", "--Runs:MaxAttempts=1",
        "--Local:Command:0=/bin/sh",
        "--Local:Command:1=-c", $"--Local:Command:2={Script}", "--Local:Command:3={output}",
    ];

    public void Dispose() => folder.Dispose();

    /// <summary>
    /// Puts whole photos into a project's folder, and the file that says that the upload is complete.
    /// </summary>
    public void Upload(string project, int photos = 15, bool complete = true)
    {
        Directory.CreateDirectory(Path.Combine(Input, project));
        for (var number = 0; number < photos; number++)
            File.WriteAllBytes(Path.Combine(Input, project, $"{number:00}.JPG"), SurveyPhotos.Bytes(number + 1));
        if (complete)
            File.WriteAllText(Path.Combine(Input, project, "_UPLOADED"), "");
    }

    /// <summary>Runs a command to its end.</summary>
    public Task<Outcome> RunAsync(params string[] arguments) =>
        WatcherProcess.RunAsync(Elsewhere, [.. arguments, .. Settings]);

    /// <summary>Makes passes until a project has a marker.</summary>
    public async Task<string> PassUntilMarkedAsync(string project)
    {
        await Eventually.TrueAsync(
            async () =>
            {
                await RunAsync("once");
                return MarkerOf(project) is not null;
            },
            $"{project} has a marker");
        return MarkerOf(project)!;
    }

    public WatcherProcess StartDaemon(params string[] settings) =>
        WatcherProcess.Start(Elsewhere, ["run", .. Settings, .. settings]);

    /// <summary>The name of a project's marker; null when it has none.</summary>
    public string? MarkerOf(string project) =>
        MarkerStore.Names.SingleOrDefault(name => File.Exists(Path.Combine(Output, project, name)));
}
