using OfoWatcher.Markers;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>
/// A share, an output folder, and settings for a watcher that is quick, whose runs are a shell script. Each
/// run writes a line into a journal when it starts and another when it ends, and tells there when another
/// run of its project is going.
/// </summary>
internal class TestShare : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <param name="script">
    /// What a run does; $1 is its name, $2 its output folder, $3 the project, $4 this share's folder.
    /// </param>
    public TestShare(string script = "echo product > \"$2/product.txt\"")
    {
        Directory.CreateDirectory(Input);
        Directory.CreateDirectory(Output);
        File.WriteAllText(folder["run.sh"], $$"""
            exec 9> "$4/$3.lock"
            flock -n 9 || echo "overlap $1" >> "$4/journal"
            echo "start $1" >> "$4/journal"
            {{script}}
            echo "end $1" >> "$4/journal"
            """);
    }

    public string Folder => folder.Path;

    public string Input => folder["share"];

    public string Output => folder["results"];

    public IReadOnlyList<string> Journal => File.Exists(folder["journal"]) ? File.ReadAllLines(folder["journal"]) : [];

    /// <summary>Arguments for the program, after the command.</summary>
    public virtual IReadOnlyList<string> Settings =>
    [
        .. QuickSettings,
        "--Local:Command:0=/bin/sh",
        $"--Local:Command:1={folder["run.sh"]}",
        "--Local:Command:2={run}",
        "--Local:Command:3={output}",
        "--Local:Command:4={project}",
        $"--Local:Command:5={Folder}",
    ];

    /// <summary>Settings of a watcher that is quick, whatever executes its runs.</summary>
    protected IReadOnlyList<string> QuickSettings =>
    [
        $"--Intake:InputRoots:0={Input}",
        $"--Output:Root={Output}",
        "--Intake:ScanInterval=00:00:01",
        "--Intake:QuietPeriod=00:00:01",
        "--Runs:Backlog=Process",
        "--Runs:RetryDelay=00:00:01",
        "--Runs:MinFreeSpace=0",
    ];

    public string Project(string project, params string[] parts) => Path.Combine([Input, project, .. parts]);

    public string Result(string project, params string[] parts) => Path.Combine([Output, project, .. parts]);

    /// <summary>Puts photos into a project, numbered from <paramref name="first"/>.</summary>
    public void AddPhotos(string project, int count = 15, int first = 1)
    {
        Directory.CreateDirectory(Project(project));
        for (var number = first; number < first + count; number++)
            File.WriteAllBytes(Project(project, $"DJI_{number:D4}.JPG"), SurveyPhotos.Bytes(number));
    }

    public Marker? Marker(string project) => new MarkerStore().Read(Result(project)).Marker;

    public string Status(string project) => StatusFile.Read(Result(project)) ?? "";

    public Task CompletedAsync(string project) =>
        Eventually.TrueAsync(() => Marker(project) is CompletedMarker, $"{project} is completed");

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
