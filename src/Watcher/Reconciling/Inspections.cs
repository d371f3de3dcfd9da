using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OfoWatcher.Intake;
using OfoWatcher.Metashape;
using OfoWatcher.Platform;
using OfoWatcher.Telemetry;
using OfoWatcher.Validation;
using OfoWatcher.Validation.Report;

namespace OfoWatcher.Reconciling;

/// <summary>Looks at all photos of a project; <see cref="Inspections.Look"/> in the program.</summary>
internal delegate ValidationReport LookAtImagery(
    ProjectImagery imagery, IProgress<int> photosChecked, CancellationToken cancellationToken);

/// <summary>
/// Looks at the photos of projects, away from the workers: one project's twenty thousand photos, or a mount that hangs
/// while they are read, hold up no other project. A report is kept for the state of the upload that it was made for.
/// </summary>
internal sealed class Inspections(
    WorkQueue queue,
    LookAtImagery look,
    IOptionsMonitor<IntakeOptions> intake,
    TimeProvider time,
    IHostApplicationLifetime lifetime) : IDisposable
{
    private const int AtATime = 2;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Inspection> inspections = new();
    private readonly ConcurrentDictionary<string, Task> hung = new();
    private readonly SemaphoreSlim places = new(AtATime);

    /// <summary>Whether any look is under way.</summary>
    public bool IsIdle => inspections.Values.All(inspection => inspection.HasEnded);

    /// <summary>Whether any look could not be brought to its end since the start.</summary>
    public bool AnyFailed { get; private set; }

    /// <summary>The report for exactly this state of the upload; null when there is none.</summary>
    public ValidationReport? Find(string project, string? stamp) =>
        inspections.TryGetValue(project, out var found) && found.Stamp == stamp ? found.Report : null;

    /// <summary>Keeps of a report, once it has been written, what decisions rest on.</summary>
    public ValidationReport Lighten(string project, ValidationReport report)
    {
        var light = report.Lighten();
        if (inspections.TryGetValue(project, out var found) && ReferenceEquals(found.Report, report))
            found.Report = light;
        return light;
    }

    /// <summary>How far the look at this state of the upload has come, in words; null when none is under way.</summary>
    public string? Progress(string project, string? stamp) =>
        inspections.TryGetValue(project, out var found) && found.Stamp == stamp && found.Report is null
            && (found.Fault is null || time.GetElapsedTime(found.FaultAt) < RetryAfter)
            ? found.Progress
            : null;

    /// <summary>
    /// How many photos the looks at this state of the upload have got through at the most, whether they failed since;
    /// null while none has had its turn.
    /// </summary>
    public int? Furthest(string project, string? stamp) =>
        inspections.TryGetValue(project, out var found) && found.Stamp == stamp ? found.Furthest : null;

    /// <summary>
    /// Starts a look, the search for the configuration included, since the share may hang. An earlier one at another
    /// state of the upload is called off.
    /// </summary>
    public void Start(ProjectImagery imagery, string stamp, long photos)
    {
        var inspection = new Inspection(
            stamp, photos, CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping));
        inspections.AddOrUpdate(imagery.Project, inspection, (_, earlier) =>
        {
            earlier.CallOff();
            if (earlier.Stamp == stamp)
                inspection.GoOnFrom(earlier);
            return inspection;
        });
        Spans.KeepCurrent();
        _ = Task.Factory.StartNew(
            () => LookAsync(imagery, inspection),
            CancellationToken.None,
            TaskCreationOptions.None,
            TaskScheduler.Default);
    }

    /// <summary>Drops the report of a project that needs none any more.</summary>
    public void Forget(string project)
    {
        if (inspections.TryRemove(project, out var inspection))
            inspection.CallOff();
    }

    public void Dispose() => places.Dispose();

    private async Task LookAsync(ProjectImagery imagery, Inspection inspection)
    {
        try
        {
            await places.WaitAsync(inspection.Cancellation);
            try
            {
                inspection.NoteTurn();
                inspection.Report = await MeasureAsync(imagery, inspection);
            }
            finally
            {
                places.Release();
            }
        }
        catch (OperationCanceledException)
        {
            inspection.HasEnded = true;
            return;
        }
        catch (Exception e) // Whatever it is becomes the project's words, and the look is tried again.
        {
            AnyFailed = true;
            inspection.FaultAt = time.GetTimestamp();
            inspection.Fault = e.Message;
        }

        queue.Add(imagery.Project);
        if (inspection.Fault is not null)
            queue.AddAfter(imagery.Project, RetryAfter);
        inspection.HasEnded = true;
    }

    private async Task<ValidationReport> MeasureAsync(ProjectImagery imagery, Inspection inspection)
    {
        using var span = Spans.Start("validate", imagery.Project);
        var begun = time.GetTimestamp();
        try
        {
            var report = await LookAsync(imagery, inspection, intake.CurrentValue.StallTimeout);
            RunMetrics.Validated(report.MayRun, time.GetElapsedTime(begun));
            span?.SetTag("ofo.photos", report.Imagery.Inventory.Photos.Count).SetTag("ofo.valid", report.MayRun);
            return report;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            RunMetrics.Validated(null, time.GetElapsedTime(begun));
            span.Fail(e);
            throw;
        }
    }

    /// <exception cref="IOException">The share hangs: the look is left where it is, and its place is free again.</exception>
    private async Task<ValidationReport> LookAsync(ProjectImagery imagery, Inspection inspection, TimeSpan limit)
    {
        if (hung.TryGetValue(imagery.Project, out var earlier) && !earlier.IsCompleted)
            throw new IOException("the share still gives no answer");
        hung.TryRemove(imagery.Project, out _);
        var work = Task.Factory.StartNew(
            () => look(imagery, inspection, inspection.Cancellation),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        if (await StallWatch.AnswersAsync(work, () => inspection.Steps, limit, time, inspection.Cancellation))
            return await work;
        hung[imagery.Project] = work;
        throw new IOException($"the share gave no answer for {Words.Time(limit)}");
    }

    /// <summary>
    /// Finds the configuration, validates the project and takes pictures of its problems: all that reads the share.
    /// </summary>
    internal static ValidationReport Look(
        ProjectImagery imagery, IProgress<int> photosChecked, CancellationToken cancellationToken)
    {
        var config = imagery.Folders.Count == 1 ? ConfigLocation.Find(imagery.Folders[0]) : null;
        var report = ProjectValidator.Validate(imagery with { Config = config }, photosChecked, cancellationToken);
        return report with { Thumbnails = Thumbnails.Take(report, photosChecked, cancellationToken) };
    }

    private sealed class Inspection(string stamp, long photos, CancellationTokenSource source) : IProgress<int>
    {
        private const int NoTurnYet = -1;

        private int done;
        private long steps;
        private volatile int furthest = NoTurnYet;

        /// <summary>Grows as long as the share answers.</summary>
        public long Steps => Interlocked.Read(ref steps);

        public string Stamp => stamp;

        public CancellationToken Cancellation { get; } = source.Token;

        public ValidationReport? Report { get; set; }

        public string? Fault { get; set; }

        public long FaultAt { get; set; }

        public volatile bool HasEnded;

        public int? Furthest => furthest is var photos and not NoTurnYet ? photos : null;

        public string Progress => Fault is null
            ? $"checking photos, {done} of {photos} done"
            : $"the photos could not be checked ({Fault}); tried again";

        void IProgress<int>.Report(int value)
        {
            Interlocked.Increment(ref steps);
            done = Math.Max(done, value);
            furthest = Math.Max(furthest, done);
        }

        public void NoteTurn() => furthest = Math.Max(furthest, 0);

        public void GoOnFrom(Inspection earlier) => furthest = earlier.furthest;

        public void CallOff() => source.Cancel();
    }
}
