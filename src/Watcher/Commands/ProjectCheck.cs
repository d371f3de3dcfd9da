using OfoWatcher.Intake;
using OfoWatcher.Metashape;
using OfoWatcher.Platform;
using OfoWatcher.Settings;
using OfoWatcher.Validation;

namespace OfoWatcher.Commands;

/// <summary>A folder of photos as a command finds it: checked as the watcher would, without keeping anything.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Seen">The upload as a scan would see it now.</param>
/// <param name="Report">What was found.</param>
internal sealed record ProjectCheck(string Path, UploadObservation Seen, ValidationReport Report)
{
    /// <param name="folder">One that exists.</param>
    /// <param name="needsConfig">Whether its runs would be given a configuration of automate-metashape.</param>
    public static async Task<ProjectCheck> LookAsync(
        DirectoryInfo folder, WatcherSettings settings, bool needsConfig, CancellationToken cancellationToken)
    {
        var path = Folders.Normalize(folder.FullName);
        var (seen, _) = UploadWalk.Observe(
            RawPath.Of(path), System.IO.Path.GetDirectoryName(path) ?? "/", settings.Intake.UploadCompleteMarker, null,
            cancellationToken);
        var imagery = new ProjectImagery
        {
            Project = System.IO.Path.GetFileName(path),
            Folders = [path],
            Partial = seen.Partial,
            CompleteMarker = settings.Intake.UploadCompleteMarker,
            Config = ConfigLocation.Find(path),
            NeedsConfig = needsConfig,
            OutputRoot = settings.Output.Root,
            Options = settings.Validation,
            Now = TimeProvider.System.GetUtcNow(),
        };
        var report = await ProgressDisplay.ShowAsync("Checking photos", TextWriter.Null, progress => Task.Run(
            () => ProjectValidator.Validate(imagery, new Portion(progress, seen.Photos), cancellationToken),
            cancellationToken));
        return new ProjectCheck(path, seen, report);
    }
}
