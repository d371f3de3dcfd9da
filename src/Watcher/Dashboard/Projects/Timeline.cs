using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Platform;
using OfoWatcher.Validation;
using OfoWatcher.Workflows;

namespace OfoWatcher.Dashboard.Projects;

/// <summary>Tells what happened to a project.</summary>
internal static class Timeline
{
    // What follows from a look at the photos bears the time at which that step began in which the report was written.
    private static readonly TimeSpan ReportLag = TimeSpan.FromSeconds(1);

    /// <summary>All that is known to have happened, oldest first; of very much the latest.</summary>
    /// <param name="runs">The runs of the evidence.</param>
    public static IReadOnlyList<TimelineEvent> Of(ProjectEvidence seen, IReadOnlyList<RunDetail> runs) =>
    [
        .. UploadEvents(seen)
            .Concat(seen.Records.SelectMany(LaunchEvents))
            .Concat(runs.SelectMany(StepEvents))
            .Concat(seen.Records.Select(record => EndEvent(record, seen.RunMarker)).OfType<TimelineEvent>())
            .Concat(InvalidEvents(seen.Marker))
            .OrderBy(happened => happened.Kind == TimelineKind.Checked ? CheckOf(seen, happened.At) : happened.At)
            .TakeLast(ProjectDetail.Most),
    ];

    /// <summary>When a run ended, by its marker or else by when that was seen; null while it has not.</summary>
    public static DateTimeOffset? EndOf(RunRecord record, RunMarker? marker) => record.ClosedAt is not { } closed
        ? null
        : (marker?.Run == record.Run ? marker.EndedAt : null) ?? closed;

    private static IEnumerable<TimelineEvent> UploadEvents(ProjectEvidence seen)
    {
        if (seen.Upload is { } upload)
        {
            yield return new TimelineEvent(upload.FoundAt, TimelineKind.Found, "found on the share");
            if (upload.SettledAt is { } settled)
                yield return new TimelineEvent(settled, TimelineKind.Settled, WordsOf(upload.Seen));
        }

        if (seen.Report is { CheckedAt: { } at } report)
            yield return new TimelineEvent(at, TimelineKind.Checked, $"photos looked at: {WordsOf(report.Findings)}");
    }

    // Before what followed from it, but not before the upload had ended.
    private static DateTimeOffset CheckOf(ProjectEvidence seen, DateTimeOffset written)
    {
        var began = written - ReportLag;
        return seen.Upload?.SettledAt is { } settled && settled > began && settled <= written ? settled : began;
    }

    private static string WordsOf(UploadObservation upload) =>
        $"the upload had ended: {Words.Count(upload.Photos, "photo")}, {Words.Size(upload.Bytes)}";

    private static string WordsOf(IReadOnlyList<Finding> findings)
    {
        var errors = findings.Count(finding => finding.Stops);
        var warnings = findings.Count(finding => finding.Warns);
        var parts = new List<string>();
        if (errors > 0)
            parts.Add(Words.Count(errors, "error"));
        if (warnings > 0)
            parts.Add(Words.Count(warnings, "warning"));
        return parts.Count > 0 ? string.Join(", ", parts) : "nothing speaks against a run";
    }

    private static IEnumerable<TimelineEvent> LaunchEvents(RunRecord record)
    {
        var words = record.LaunchedAt is null
            ? $"attempt {record.Attempt} is about to be launched"
            : $"attempt {record.Attempt} launched";
        yield return About(record, record.LaunchedAt ?? record.IntendedAt, TimelineKind.Launched, words);
        if (record.RevivedAt is { } revived)
        {
            yield return About(
                record, revived, TimelineKind.Launched,
                $"attempt {record.Attempt} goes again as Workflow {record.WorkflowName}, by somebody’s hand");
        }
    }

    private static IEnumerable<TimelineEvent> StepEvents(RunDetail run)
    {
        foreach (var step in run.Steps)
        {
            if (step.StartedAt is { } at)
            {
                yield return new TimelineEvent(at, TimelineKind.Step, WordsOf(step))
                {
                    Run = run.Run,
                    Attempt = run.Attempt,
                    Until = step.EndedAt,
                };
            }
        }
    }

    private static string WordsOf(StepDetail step) =>
        step.Name
        + (step.Tries > 1 ? $", {Words.Count(step.Tries, "try", "tries")}" : "")
        + (step.Phase == RunPhase.Failed ? ", failed" : "");

    private static TimelineEvent? EndEvent(RunRecord record, RunMarker? marker)
    {
        if (EndOf(record, marker) is not { } at)
            return null;
        var result = record.Result ?? "ended";
        var words = marker?.Run == record.Run && marker.Message.Length > 0 ? $"{result}: {marker.Message}" : result;
        return About(record, at, TimelineKind.Ended, $"attempt {record.Attempt} {words}");
    }

    private static IEnumerable<TimelineEvent> InvalidEvents(Marker? marker)
    {
        if (marker is InvalidMarker invalid)
            yield return new TimelineEvent(invalid.WrittenAt, TimelineKind.Ended, $"not run: {invalid.Message}");
    }

    private static TimelineEvent About(RunRecord record, DateTimeOffset at, TimelineKind kind, string words) =>
        new(at, kind, words) { Run = record.Run, Attempt = record.Attempt };
}
