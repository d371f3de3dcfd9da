using System.Security.Cryptography;
using System.Text;
using OfoWatcher.Validation;

namespace OfoWatcher.Workflows;

/// <summary>
/// What is known of a run before it starts, kept in its record: a later look needs neither the photos nor the settings
/// of that time to launch it again, to tell how far it is, or to say what it was.
/// </summary>
internal sealed record RunPlan
{
    /// <summary>How many photos it processes.</summary>
    public required int Photos { get; init; }

    /// <summary>Size of all photos in bytes.</summary>
    public required long PhotoBytes { get; init; }

    /// <summary>What it may take in hours, without waiting; see <see cref="Metashape.RunEstimate.Time"/>.</summary>
    public required double EstimatedHours { get; init; }

    /// <summary>What it may write in bytes; see <see cref="Metashape.RunEstimate.DiskBytes"/>.</summary>
    public required long EstimatedDiskBytes { get; init; }

    /// <summary>SHA-256 of its configuration as 64 hexadecimal digits; null when it takes none.</summary>
    public string? ConfigSha256 { get; init; }

    /// <summary>Whether what it must leave follows from its configuration.</summary>
    public bool KnowsProducts { get; init; }

    /// <summary>Its steps in order; none when it takes no configuration.</summary>
    public IReadOnlyList<PlannedStep> Steps { get; init; } = [];

    /// <summary>
    /// Where its products are uploaded to: bucket, then a prefix and the run's own folder below it; null when nowhere.
    /// </summary>
    public string? UploadTo { get; init; }

    /// <summary>The plan of a run; null when the imagery was not looked at.</summary>
    /// <param name="report">What was found in its imagery.</param>
    /// <param name="uploadTo">Where the products of all runs are uploaded to; empty when nowhere.</param>
    /// <param name="knowsProducts">What the engine says of its runs' products.</param>
    /// <param name="record">The run, without its plan.</param>
    public static RunPlan? Of(ValidationReport? report, string uploadTo, bool knowsProducts, RunRecord record) =>
        report?.Outlook is not { } outlook
            ? null
            : new RunPlan
            {
                Photos = outlook.Photos.Count,
                PhotoBytes = outlook.Photos.Bytes,
                EstimatedHours = Math.Round(outlook.Estimate.Time.TotalHours, 2),
                EstimatedDiskBytes = (long)Math.Min(outlook.Estimate.DiskBytes, 9e18),
                ConfigSha256 = report.Imagery is { NeedsConfig: true, Configuration.Text: { } text }
                    ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))
                    : null,
                KnowsProducts = knowsProducts && report.Imagery.NeedsConfig,
                Steps =
                [
                    .. outlook.Steps.Where(_ => report.Imagery.NeedsConfig).Select(step =>
                        new PlannedStep(step.Step.Name, step.Cpu, step.Memory, step.GpuResource, step.GpuCount)),
                ],
                UploadTo = uploadTo.Length > 0 ? $"{uploadTo}/{record.Project}/{record.Run}" : null,
            };
}

/// <summary>A step of automate-metashape and what its pod asks the cluster for.</summary>
/// <param name="Name">As <c>--step</c> calls it.</param>
/// <param name="Cpu">Cores as a Kubernetes quantity.</param>
/// <param name="Memory">Bytes as a Kubernetes quantity.</param>
/// <param name="GpuResource">The name of the graphics resource; null when it runs without one.</param>
/// <param name="GpuCount">How many of them; 0 without one.</param>
internal sealed record PlannedStep(
    string Name, string Cpu, string Memory, string? GpuResource = null, int GpuCount = 0);
