using System.Globalization;

namespace OfoWatcher.Workflows.Argo;

/// <summary>How far a run is.</summary>
internal static class StepProgress
{
    /// <summary>The finished part, 0 to 1; null when nothing tells.</summary>
    /// <remarks>
    /// Each step of the plan, and the upload when there is one, counts as much as any other, since how they share a run's
    /// time depends on photos and settings; of one that is going counts the part that its pod tells. Where the Workflow
    /// shows no steps, as in a single pod, what that pod tells is all but the upload.
    /// </remarks>
    public static double? Of(IReadOnlyList<StepNodes> steps, RunPlan? plan)
    {
        var known = steps.Where(step => WorkflowSteps.IsKnown(step.Name)).ToList();
        var upload = plan?.UploadTo is null ? 0 : 1;
        if (known.All(step => step.Name == WorkflowSteps.Upload))
            return steps.Count - known.Count == 1 ? steps.Sum(DonePart) / (1 + upload) : null;
        if (plan is not { Steps.Count: > 0 })
            return null;
        var planned = plan.Steps.Count + upload;
        return Math.Clamp(known.Sum(DonePart) / planned, 0, 1);
    }

    private static double DonePart(StepNodes step) => step.Phase switch
    {
        RunPhase.Succeeded => 1,
        RunPhase.Running => Part(step.LastTry?.Progress),
        _ => 0,
    };

    /// <summary>The part that <c>n/m</c> tells, 0 to 1; 0 when it tells none.</summary>
    private static double Part(string? progress)
    {
        var numbers = progress?.Split('/') ?? [];
        return numbers.Length == 2 && Number(numbers[0]) is { } done && Number(numbers[1]) is > 0 and var all
            ? Math.Clamp(done / all, 0, 1)
            : 0;
    }

    private static double? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
