using System.Text.RegularExpressions;
using OfoWatcher.Platform;

namespace OfoWatcher.Workflows.Argo;

/// <summary>
/// Says in plain words why a step failed: from what Argo says of it, its exit code, the end of its log, and what was
/// planned for it. Argo's own words stand behind in parentheses.
/// </summary>
internal static partial class FailureWords
{
    /// <summary>The exit code by which a pod says that it found no licence (EX_TEMPFAIL of sysexits.h).</summary>
    private const string NoLicence = "75";

    /// <param name="step">The step that failed.</param>
    /// <param name="workflow">The Workflow, which has ended.</param>
    /// <param name="plan">What was planned for the run; null when that is not known.</param>
    /// <param name="log">The end of the log of its last pod, oldest line first.</param>
    public static string Of(StepNodes step, WholeWorkflow workflow, RunPlan? plan, IReadOnlyList<string> log)
    {
        var original = OriginalOf(step, workflow);
        if (workflow.IsShutDown || ArgoMessages.IsStop(original))
            return With(original, $"stopped in {step.Name}");
        if (LicenceWords(step, log) is { } noLicence)
            return With(original, noLicence);
        if (MemoryWords(step, plan, log) is { } noMemory)
            return With(original, noMemory);
        // Of a pod that is ended by the run's deadline only the group tells why.
        var all = new[] { original, step.Main.Message ?? "", workflow.Status.Message ?? "" };
        if (all.Any(ArgoMessages.IsWorkflowDeadline) && !ArgoMessages.IsPodDeadline(original))
            return With(original, $"the run took longer than it may; it was at {step.Name}");
        if (ClusterWords(step, workflow, original) is { } cluster)
            return With(original, cluster);
        if (log.LastOrDefault(line => OwnError().IsMatch(line)) is { } own)
            return With(original, $"{step.Name} failed; Metashape: {own}");
        return original.Length > 0 ? $"{step.Name} failed: {original}" : $"{step.Name} failed";
    }

    // What is said of the try tells more than what is said of the group: that no more retries are left.
    private static string OriginalOf(StepNodes step, WholeWorkflow workflow) =>
        new[] { step.LastTry?.Message, step.Main.Message, workflow.Status.Message }
            .FirstOrDefault(message => !string.IsNullOrWhiteSpace(message))?.Trim() ?? "";

    /// <summary>Words for what the cluster did, or lacks; null when it was the step itself.</summary>
    private static string? ClusterWords(StepNodes step, WholeWorkflow workflow, string message)
    {
        if (ArgoMessages.IsPodDeadline(message))
            return TooLong(step, workflow);
        if (ArgoMessages.Missing(message) is { } thing)
            return $"the {thing}, which {step.Name} needs, is missing";
        if (ArgoMessages.IsImageFault(message))
            return $"the image of {step.Name} could not be pulled";
        if (ArgoMessages.IsUnschedulable(message))
            return $"no node could take {step.Name}";
        if (ArgoMessages.IsEviction(message))
            return $"the pod of {step.Name} was evicted{Often(step, ArgoMessages.IsEviction)}";
        return ArgoMessages.IsNodeLoss(message)
            ? $"the node of {step.Name} was lost{Often(step, ArgoMessages.IsNodeLoss)}"
            : null;
    }

    private static string Often(StepNodes step, Func<string, bool> isOne) =>
        step.Tries.Count(pod => isOne(pod.Message ?? "")) is > 1 and var often ? $" {often} times" : "";

    private static string TooLong(StepNodes step, WholeWorkflow workflow)
    {
        var limit = workflow.Templates.FirstOrDefault(template => template.Name == step.LastTry?.Template)?.Limit;
        if (limit is { } known)
            return $"{step.Name} took longer than its limit of {Words.Time(known)}";
        return step.LastTry is { StartedAt: { } from, FinishedAt: { } to }
            ? $"{step.Name} took longer than its limit and was ended after {Words.Time(to - from)}"
            : $"{step.Name} took longer than its limit";
    }

    /// <summary>Words for a step that found no licence; null when it had one.</summary>
    /// <remarks>The time is from the first of the last tries in a row that found none, or from when it began to wait for one
    /// of the shared licences.</remarks>
    private static string? LicenceWords(StepNodes step, IReadOnlyList<string> log)
    {
        var awaited = step.Tries.Append(step.Main).LastOrDefault(WaitsForLicence);
        var last = step.LastTry;
        var hasNone = last is { Outputs.ExitCode: NoLicence } || (last is { HasFailed: true } && NoLicenceLine(log));
        if (!hasNone && awaited is null)
            return null;
        var tries = step.Tries.Reverse().TakeWhile(pod => pod == last || pod.Outputs?.ExitCode == NoLicence);
        var from = hasNone ? tries.Last().StartedAt : awaited!.StartedAt;
        var to = step.Main.FinishedAt ?? last?.FinishedAt;
        return from is { } began && to > began
            ? $"no Metashape licence for {Words.Time(to.Value - began)} in {step.Name}"
            : $"no Metashape licence in {step.Name}";
    }

    private static bool WaitsForLicence(WorkflowNode node) =>
        node.AwaitedLock is { } awaited && awaited.EndsWith("/" + WaitWords.Licences, StringComparison.Ordinal);

    // What Metashape says, and the wrapper that waits for a licence. After the wrapper's "passed" there was one.
    private static bool NoLicenceLine(IReadOnlyList<string> log) =>
        log.LastOrDefault(line => Licence().IsMatch(line)) is { } line
        && !line.Contains("check passed", StringComparison.OrdinalIgnoreCase);

    /// <summary>Words for a step that ran out of memory; null when it did not.</summary>
    private static string? MemoryWords(StepNodes step, RunPlan? plan, IReadOnlyList<string> log)
    {
        if (!(step.LastTry is { } last && RanOutOfMemory(last))
            && !(step.LastTry is { HasFailed: true } && log.Any(line => NoMemory().IsMatch(line))))
            return null;
        var words = $"out of memory in {step.Name}";
        if (plan?.Steps.FirstOrDefault(planned => planned.Name == step.Name) is not { } asked)
            return words;
        var first = step.Tries.TakeWhile(pod => !RanOutOfMemory(pod)).Count();
        return first < step.Tries.Count - 1
            ? $"{words}, asked for {asked.Memory} (then {PodResources.MemoryAfterOutOfMemory(asked)})"
            : $"{words}, asked for {asked.Memory}";
    }

    // 247: Metashape was killed, and its pod lived on.
    private static bool RanOutOfMemory(WorkflowNode pod) =>
        ArgoMessages.IsOutOfMemory(pod.Message ?? "") || pod.Outputs?.ExitCode == "247";

    private static string With(string original, string words) =>
        original.Length > 0 ? $"{words} ({original})" : words;

    // The last line of a traceback of Python.
    [GeneratedRegex(@"^(\w+\.)*\w*(Error|Exception): \S")]
    private static partial Regex OwnError();

    [GeneratedRegex("^(\\w+: )?(not enough memory|std::bad_alloc)|MemoryError", RegexOptions.IgnoreCase)]
    private static partial Regex NoMemory();

    [GeneratedRegex("licen[sc]e not found|no licen[sc]e (found|available)|licen[sc]e check passed", RegexOptions.IgnoreCase)]
    private static partial Regex Licence();
}
