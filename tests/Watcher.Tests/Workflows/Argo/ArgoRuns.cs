using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Tests.Workflows.Argo;

/// <summary>Runs and Workflows to try things with.</summary>
internal static class ArgoRuns
{
    public const string Revision = "0123456789abcdef0123456789abcdef";
    public static readonly DateTimeOffset Now = new(2026, 6, 12, 10, 0, 0, TimeSpan.Zero);

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
        };
    }

    /// <summary>The Workflow of a run as it is seen.</summary>
    public static WorkflowSighting Sighting(RunRecord record, RunPhase phase, string? name = null, int minute = 0) =>
        new(name ?? record.Run, record.Project, record.Revision, record.Run, Now.AddMinutes(minute), phase, "1");
}
