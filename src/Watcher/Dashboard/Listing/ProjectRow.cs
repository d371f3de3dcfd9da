using OfoWatcher.Intake;
using OfoWatcher.Reconciling;

namespace OfoWatcher.Dashboard.Listing;

/// <summary>A project as the status page lists it.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Words">What it waits for, or how it ended.</param>
internal sealed record ProjectRow(string Project, ProjectState State, string Words)
{
    /// <summary>When the watcher first saw it on the share; null when that is not known.</summary>
    public DateTimeOffset? FoundAt { get; init; }

    /// <summary>Since when it has not come on, if that is too long; null when it comes on or has ended.</summary>
    public DateTimeOffset? StuckSince { get; init; }

    /// <summary>How many photos lie on the share; null when that is not known.</summary>
    public int? Photos { get; init; }

    /// <summary>How many bytes all its files have; null when that is not known.</summary>
    public long? Bytes { get; init; }

    /// <summary>The finished part of its run, 0 to 1; null when it has none or nobody can tell.</summary>
    public double? Progress { get; init; }

    /// <summary>The step that its run is in; null when it has none or nobody can tell.</summary>
    public string? Step { get; init; }

    /// <summary>That step's place among the steps of the run, from 1; null when nobody can tell.</summary>
    public int? StepNumber { get; init; }

    /// <summary>How many steps the run has; null when nobody can tell.</summary>
    public int? StepCount { get; init; }

    /// <summary>When its run may have ended; null when it has none or nobody can tell.</summary>
    public DateTimeOffset? EstimatedEnd { get; init; }

    /// <summary>How many files its run left; null when none ended well.</summary>
    public int? Products { get; init; }

    /// <summary>Where its run, or its latest one, is found in Argo's own user interface; null when nowhere.</summary>
    public string? ArgoUrl { get; init; }

    /// <summary>How many findings of its report stop it; null when it has no report.</summary>
    public int? Errors { get; init; }

    /// <summary>How many findings of its report warn; null when it has no report.</summary>
    public int? Warnings { get; init; }

    /// <param name="status">Where it stands.</param>
    /// <param name="upload">What is known of its upload; null when nothing is.</param>
    /// <param name="findings">What its report counts; null when it has none.</param>
    /// <param name="argoUrl">See <see cref="ArgoUrl"/>.</param>
    public static ProjectRow Of(
        ProjectStatus status, UploadEntry? upload, FindingCount? findings, string? argoUrl) =>
        new(status.Project, status.State, status.Words)
        {
            FoundAt = upload?.FoundAt,
            StuckSince = status.StuckSince,
            Photos = upload is null ? null : (int)Math.Clamp(upload.Seen.Photos, 0, int.MaxValue),
            Bytes = upload?.Seen.Bytes,
            Progress = status.Progress,
            Step = status.Step,
            StepNumber = status.StepNumber,
            StepCount = status.StepCount,
            EstimatedEnd = status.EstimatedEnd,
            Products = status.Products,
            ArgoUrl = argoUrl,
            Errors = findings?.Errors,
            Warnings = findings?.Warnings,
        };
}
