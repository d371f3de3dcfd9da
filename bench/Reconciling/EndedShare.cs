using System.Globalization;
using System.Text.Json;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Platform;
using OfoWatcher.Validation.Report;
using OfoWatcher.Workflows;

namespace OfoWatcher.Bench.Reconciling;

/// <summary>
/// A share all of whose projects have ended, as the watcher itself leaves one: photos, marker, report, status, one
/// closed run with products, and the ledger of settled uploads. Written without flushing, which the watcher would do.
/// </summary>
/// <param name="Input">The input root.</param>
/// <param name="Output">The output root.</param>
/// <param name="Projects">How many projects there are.</param>
internal sealed record EndedShare(string Input, string Output, int Projects)
{
    private const int PhotosEach = 2;

    public static EndedShare Make(string input, string output, int projects, CancellationToken cancellationToken)
    {
        var share = new EndedShare(input, output, projects);
        var now = TimeProvider.System.GetUtcNow();
        var ledger = new UploadLedger(TimeProvider.System);
        for (var number = 0; number < projects; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var project = string.Create(CultureInfo.InvariantCulture, $"survey_{number:D5}");
            var photos = share.WritePhotos(project);
            var (seen, folders) = UploadWalk.Observe(
                RawPath.Of(photos), input, IntakeOptions.DefaultCompleteMarker, null, cancellationToken);
            ledger.Put(photos, UploadEntry.First(input, seen, folders, now) with
            {
                Sightings = 3,
                RevisionSightings = 3,
                QuietFor = TimeSpan.FromHours(1),
                SettledAt = now,
            }, Moment.Now(TimeProvider.System));
            share.WriteResults(project, photos, seen.Revision.ToString(), now);
        }

        var folder = new OutputFolder(output);
        Directory.CreateDirectory(folder.Cache);
        ledger.Save(folder.LedgerFile);
        return share;
    }

    private string WritePhotos(string project)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Input, project)).FullName;
        for (var photo = 1; photo <= PhotosEach; photo++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"DJI_{photo:D4}.JPG");
            File.WriteAllText(Path.Combine(folder, name), "photo");
        }

        return folder;
    }

    private void WriteResults(string project, string photos, string revision, DateTimeOffset now)
    {
        var folder = Path.Combine(Output, project);
        var run = RunName.For(project, revision, 1);
        var products = Directory.CreateDirectory(Path.Combine(folder, run, "output"));
        File.WriteAllText(Path.Combine(products.FullName, "ortho.tif"), "product");
        var record = new RunRecord
        {
            Run = run,
            Project = project,
            Revision = revision,
            Attempt = 1,
            FirstAttempt = 1,
            Engine = "local",
            Photos = photos,
            IntendedAt = now.AddHours(-10),
            LaunchedAt = now.AddHours(-10),
            ClosedAt = now,
            Result = "completed",
        };
        File.WriteAllText(
            Path.Combine(folder, run, RunRecordStore.FileName),
            JsonSerializer.Serialize(record, RunRecordJson.Default.RunRecord));
        var marker = new CompletedMarker
        {
            Project = project,
            Revision = revision,
            WrittenAt = now,
            Message = "1 product",
            Run = run,
            Engine = "local",
            Attempt = 1,
            StartedAt = now.AddHours(-10),
            EndedAt = now,
            Products = [new Product($"{run}/output/ortho.tif", 7)],
        };
        File.WriteAllBytes(
            Path.Combine(folder, MarkerStore.Completed),
            ReadableJson.Serialize(marker, MarkerJson.Default.CompletedMarker));
        File.WriteAllText(Path.Combine(folder, StatusFile.FileName), $"Completed: {marker.Message}\n");
        File.WriteAllText(Path.Combine(folder, ReportFile.FileName), "{}\n");
    }
}
