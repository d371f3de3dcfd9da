using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Settings;

namespace OfoWatcher.Commands;

/// <summary>Decides about the backlog of a first start.</summary>
internal static class AdoptCommand
{
    public static Command Create()
    {
        var log = new Option<FileInfo>("--completion-log")
        {
            Description = "Adopt only projects that this completion log (JSON lines) names as done by Metashape.",
        };
        var command = new Command("adopt", """
            Leave the projects that lay on the share before the watcher came as they are: they count as processed until
            their imagery changes. What is not adopted stays held; `retry PROJECT` runs one.
            """) { log };
        return command.Does((parsed, settings, cancellationToken) =>
            RunAsync(parsed.GetValue(log), settings, cancellationToken));
    }

    private static async Task<int> RunAsync(
        FileInfo? log, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var services = WatcherHost.CreateBuilder(arguments).Services.BuildServiceProvider();
        var settings = services.GetRequiredService<WatcherSettings>();
        var baseline = services.GetRequiredService<Baseline>();
        baseline.Refresh();
        foreach (var root in settings.Intake.InputRoots.Select(Folders.Normalize))
            NoteRoot(baseline, root, settings);

        var done = log is null ? null : CompletionLog.ReadProjects(log.FullName, (line, fault) =>
            Console.Error.WriteLine($"{log.FullName}, line {line} is passed over: {fault}"));
        var chosen = baseline.Held.Where(project => done?.Contains(project) ?? true).ToList();
        var revisions = await ProgressDisplay.ShowAsync("Reading projects", TextWriter.Null, progress => Task.Run(
            () => ReviseAll(chosen, settings.Intake, new Portion(progress, chosen.Count), cancellationToken),
            cancellationToken));
        baseline.Adopt(revisions);
        Console.WriteLine($"{Words.Count(revisions.Count, "project")} adopted, {baseline.Held.Count} still held.");
        return ExitCode.Good;
    }

    // The command may come before the watcher's first start.
    private static void NoteRoot(Baseline baseline, string root, WatcherSettings settings)
    {
        var listing = RootListing.Read(root);
        var projects = listing.Projects(settings.Intake, settings.Output.Root);
        baseline.Note(root, listing.Identity, [.. projects.Select(folder => folder.Shown)]);
    }

    private static Dictionary<string, string> ReviseAll(
        List<string> projects, IntakeOptions intake, Portion done, CancellationToken cancellationToken)
    {
        var revisions = new Dictionary<string, string>();
        for (var index = 0; index < projects.Count; index++)
        {
            if (Revise(projects[index], intake, cancellationToken) is { } revision)
                revisions[projects[index]] = revision;
            done.Report(index + 1);
        }

        return revisions;
    }

    private static string? Revise(string project, IntakeOptions intake, CancellationToken cancellationToken)
    {
        foreach (var root in intake.InputRoots.Select(Folders.Normalize))
        {
            var folder = Path.Combine(root, project);
            if (!Directory.Exists(folder))
                continue;
            var (seen, _) = UploadWalk.Observe(
                RawPath.Of(folder), root, intake.UploadCompleteMarker, null, cancellationToken);
            return seen.Revision.ToString();
        }

        return null;
    }
}
