using System.Globalization;
using FluentValidation;
using Microsoft.Extensions.Logging;
using OfoWatcher.Markers;
using OfoWatcher.Platform;
using OfoWatcher.Validation;

namespace OfoWatcher.Reconciling;

/// <summary>The part that tells the log what became of projects.</summary>
internal sealed partial class ProjectReconciler
{
    // The report has them all; a log that lists hundreds is read by nobody.
    private const int MostFindings = 10;

    private void TellEnd(ProjectObservation seen, Marker marker)
    {
        switch (marker)
        {
            case CompletedMarker completed:
                TellCompleted(seen.Project, completed.Run, After(completed), completed.Message, seen.Output);
                break;
            case FailedMarker { RetryAt: { } at } failed:
                TellFailedForNow(
                    seen.Project, failed.Run, After(failed), failed.Message,
                    at.ToString("u", CultureInfo.InvariantCulture));
                break;
            case FailedMarker failed:
                TellFailed(seen.Project, failed.Run, After(failed), failed.Message, seen.Output);
                break;
            case InvalidMarker invalid:
                TellFindings(seen.Project, invalid.Findings);
                TellInvalid(seen.Project, invalid.Findings.Count(finding => finding.Stops), seen.Output);
                break;
        }
    }

    private void TellAnswer(ProjectObservation seen, ProjectDecision answer)
    {
        var request = seen.Request?.Request;
        var asked = request is null
            ? RequestFile.FileName
            : $"{request.Kind} of {request.At:u}, asked from {request.From} ({request.Id})";
        switch (answer)
        {
            case ProjectDecision.TakeStop stop:
                TellTaken(seen.Project, asked, $"{stop.Record.Run} is stopped");
                break;
            case ProjectDecision.StartAnew:
                TellTaken(seen.Project, asked, "it starts anew");
                break;
            case ProjectDecision.Dismiss dismiss:
                TellDropped(seen.Project, asked, dismiss.Words);
                break;
        }
    }

    private static string After(RunMarker marker) =>
        marker is { StartedAt: { } start, EndedAt: { } end } && end >= start ? $" after {Words.Time(end - start)}" : "";

    private void TellFindings(string project, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings.Where(finding => finding.Severity != Severity.Info).Take(MostFindings))
            TellFinding(project, finding.Code, WeightOf(finding), finding.Message);
    }

    private static string WeightOf(Finding finding) => finding switch
    {
        { Accepted: true } => "accepted",
        { Severity: Severity.Error } => "error",
        _ => "warning",
    };

    [LoggerMessage(200, LogLevel.Warning, "{Project}: {Code} ({Severity}): {Message}")]
    private partial void TellFinding(string project, string code, string severity, string message);

    [LoggerMessage(201, LogLevel.Information, "{Project}: waits: {Words}")]
    private partial void TellWaiting(string project, string words);

    [LoggerMessage(202, LogLevel.Warning,
        "{Project}: what its photos say could not be kept for the next look, which will take longer: {Fault}")]
    private partial void TellNotKept(string project, string fault);

    [LoggerMessage(203, LogLevel.Debug, "{Project}: looked at, {Examined} of {Photos} photos opened")]
    private partial void TellLooked(string project, int examined, int photos);

    [LoggerMessage(210, LogLevel.Information, "{Project}: launched {Run}, attempt {Attempt}{Outlook}")]
    private partial void TellLaunched(string project, string run, int attempt, string outlook);

    [LoggerMessage(211, LogLevel.Information, "{Project}: {Percent} % done{Ends}")]
    private partial void TellProgress(string project, int percent, string ends);

    [LoggerMessage(332, LogLevel.Information, "{Project}: {Step}{Rest}")]
    private partial void TellStep(string project, string step, string rest);

    [LoggerMessage(333, LogLevel.Warning, "{Project}: waits for room: {Words}")]
    private partial void TellNoRoom(string project, string words);

    [LoggerMessage(214, LogLevel.Warning,
        "{Project}: {Run} goes again as Workflow {Workflow}, by somebody's hand; its marker follows")]
    private partial void TellRevived(string project, string run, string workflow);

    [LoggerMessage(230, LogLevel.Information, "{Project}: dry run, would {What}")]
    private partial void TellDryRun(string project, string what);

    [LoggerMessage(212, LogLevel.Information, "{Project}: stopping {Run}: {Words}")]
    private partial void TellStop(string project, string run, string words);

    [LoggerMessage(213, LogLevel.Information, "{Project}: {Run} leaves no marker: {Words}")]
    private partial void TellRetired(string project, string run, string words);

    [LoggerMessage(630, LogLevel.Information, "{Project}: {Request}: {Effect}")]
    private partial void TellTaken(string project, string request, string effect);

    [LoggerMessage(631, LogLevel.Warning, "{Project}: {Request}, is dropped: {Words}")]
    private partial void TellDropped(string project, string request, string words);

    [LoggerMessage(220, LogLevel.Information, "{Project}: COMPLETED by {Run}{After}: {Message} in {Folder}")]
    private partial void TellCompleted(string project, string run, string after, string message, string folder);

    [LoggerMessage(221, LogLevel.Warning, "{Project}: {Run} failed{After}: {Message}; tried again at {At}")]
    private partial void TellFailedForNow(string project, string run, string after, string message, string at);

    [LoggerMessage(222, LogLevel.Error, "{Project}: FAILED, {Run}{After}: {Message}; see FAILED.json in {Folder}")]
    private partial void TellFailed(string project, string run, string after, string message, string folder);

    [LoggerMessage(223, LogLevel.Warning, "{Project}: INVALID, {Errors} error(s); see INVALID.json in {Folder}")]
    private partial void TellInvalid(string project, int errors, string folder);
}
