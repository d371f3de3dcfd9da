using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Tests.Workflows.Argo;

/// <summary>Runs and Workflows to try things with.</summary>
internal static class ArgoRuns
{
    public const string Revision = "0123456789abcdef0123456789abcdef";
    public static readonly DateTimeOffset Now = new(2026, 6, 12, 10, 0, 0, TimeSpan.Zero);

    public static readonly RunPlan Plan = new()
    {
        Photos = 812,
        PhotoBytes = 7_000_000_000,
        EstimatedHours = 2.4,
        EstimatedDiskBytes = 20_000_000_000,
        ConfigSha256 = new string('a', 64),
        Steps =
        [
            new("setup", "500m", "1.5Gi"), new("match_photos", "4", "8Gi", "nvidia.com/mig-1g.5gb", 1),
            new("align_cameras", "14", "23Gi"), new("build_depth_maps", "8", "16Gi", "nvidia.com/mig-1g.5gb", 2),
            new("build_point_cloud", "11", "34Gi"), new("build_dem_orthomosaic", "7", "35Gi"), new("finalize", "1", "2Gi"),
        ],
    };

    public static RunRecord Record(string project = "oak", int attempt = 1)
    {
        var run = RunName.For(project, Revision, attempt);
        return new RunRecord
        {
            Run = run,
            Project = project,
            Revision = Revision,
            Attempt = attempt,
            FirstAttempt = 1,
            Engine = ArgoEngine.EngineName,
            Photos = $"/ofo-share/{project}",
            Folder = $"/ofo-share/argo-output/{project}/{run}",
            IntendedAt = Now,
            Plan = Plan,
        };
    }

    /// <summary>The Workflow of a run as it is seen.</summary>
    public static WorkflowSighting Sighting(RunRecord record, RunPhase phase, string? name = null, int minute = 0) =>
        new(name ?? record.Run, record.Project, record.Revision, record.Run, Now.AddMinutes(minute), phase, "1");
}
