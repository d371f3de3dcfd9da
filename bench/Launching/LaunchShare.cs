using System.Globalization;
using OfoWatcher.Bench.Measuring;
using OfoWatcher.Markers;
using OfoWatcher.Platform;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Bench.Launching;

/// <summary>
/// A share of small projects whose uploads all say that they are complete, so that all settle in the first pass, and
/// one configuration for all of them. Photos are hard links to a few small ones.
/// </summary>
internal sealed class LaunchShare
{
    private const int PhotosEach = 15;

    private LaunchShare(string input, string output, IReadOnlyList<string> projects)
    {
        Input = input;
        Output = output;
        Projects = projects;
    }

    public string Input { get; }

    public string Output { get; }

    public IReadOnlyList<string> Projects { get; }

    /// <param name="name">The folder in the work folder.</param>
    public static async Task<LaunchShare> MakeAsync(WorkFolder work, string name, int projects)
    {
        var model = work.Make($"{name}-model");
        for (var photo = 1; photo <= PhotosEach; photo++)
        {
            var file = string.Create(CultureInfo.InvariantCulture, $"DJI_{photo:D4}.JPG");
            File.WriteAllBytes(Path.Combine(model, file), SurveyPhotos.Bytes(photo));
        }

        File.WriteAllText(Path.Combine(model, "_UPLOADED"), "");
        var input = work.Make($"{name}-share");
        File.WriteAllText(Path.Combine(input, "config.yml"), "project:\n  project_name: benchmark\n");
        const string link = "for n in $(seq \"$3\"); do cp -rl \"$1\" \"$2/survey_$(printf %04d \"$n\")\"; done";
        await OutsideProgram.TimeShellAsync(link, model, input, $"{projects}");
        return new LaunchShare(input, work.Make($"{name}-output"), [.. Folders(input)]);
    }

    /// <summary>Leaves all products in each run's folder, as Metashape would.</summary>
    public void WriteProducts(IEnumerable<SeenWorkflow> runs)
    {
        foreach (var run in runs)
        {
            MadeProducts.WriteAll(Path.Combine(Output, run.Project, run.Name), run.Project);
        }
    }

    public bool HasMarker(string project) => File.Exists(Path.Combine(Output, project, MarkerStore.Completed));

    /// <summary>When the marker got its name: the kernel's change time, by the machine's clock.</summary>
    /// <exception cref="MeasuringException">There is none that says that the project was completed.</exception>
    public DateTimeOffset MarkedAt(string project)
    {
        var folder = Path.Combine(Output, project);
        if (new MarkerStore().Read(folder).Marker is not CompletedMarker)
            throw new MeasuringException($"{project} has no marker that says COMPLETED");
        return FileStatus.Of(Path.Combine(folder, MarkerStore.Completed), follow: false)!.Value.Changed
            .ToDateTimeOffset();
    }

    /// <summary>How many projects the watcher says are running.</summary>
    public int CountRunning() => Projects.Count(project =>
        StatusFile.Read(Path.Combine(Output, project))?.StartsWith("Running: ", StringComparison.Ordinal) == true);

    private static IEnumerable<string> Folders(string input) =>
        Directory.EnumerateDirectories(input).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);
}
