using OfoWatcher.Tests.Fixtures.Cluster;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;
using static OfoWatcher.Tests.Workflows.Argo.StepTexts;

namespace OfoWatcher.Tests.Workflows.Argo;

public sealed class WorkflowStepsTests
{
    private static readonly ArgoTry Good = new("Succeeded");

    [Fact]
    public void Tasks_are_told_as_steps_of_automate_metashape_in_their_order_with_the_upload_last()
    {
        var steps = Steps(
            new ArgoTask("upload", "Running", new ArgoTry("Running")),
            new ArgoTask("build-dem-orthomosaic", "Succeeded", Good),
            new ArgoTask("match-photos-gpu", "Succeeded", Good),
            new ArgoTask("match-photos-cpu", "Skipped"),
            new ArgoTask("build-mesh-cpu", "Omitted"),
            new ArgoTask("build-mesh-gpu", "Omitted"),
            new ArgoTask("match-photos-secondary-cpu", "Succeeded", Good),
            new ArgoTask("setup", "Succeeded", Good));

        Assert.Equal(
            ["setup", "match_photos", "build_dem_orthomosaic", "match_photos_secondary", "upload"],
            steps.Select(step => step.Name));
        Assert.Equal(
            [RunPhase.Succeeded, RunPhase.Succeeded, RunPhase.Succeeded, RunPhase.Succeeded, RunPhase.Running],
            steps.Select(step => step.Phase));
    }

    [Fact]
    public void The_tries_of_a_step_are_one_step_from_the_first_start_to_the_last_end()
    {
        var step = Assert.Single(WorkflowSteps.Of(Parse("""
            { "phase": "Running", "nodes": {
              "a": { "id": "a", "name": "oak-1.build-mesh-gpu", "type": "Retry", "templateName": "gpu-step", "phase": "Succeeded",
                     "startedAt": "2026-06-12T09:00:00Z", "finishedAt": "2026-06-12T13:00:05Z", "children": ["c", "b"] },
              "b": { "id": "b", "name": "oak-1.build-mesh-gpu(0)", "type": "Pod", "templateName": "gpu-step", "phase": "Error",
                     "message": "pod deleted", "startedAt": "2026-06-12T10:00:00Z", "finishedAt": "2026-06-12T11:00:00Z" },
              "c": { "id": "c", "name": "oak-1.build-mesh-gpu(1)", "type": "Pod", "templateName": "gpu-step",
                     "phase": "Succeeded", "startedAt": "2026-06-12T11:05:00Z", "finishedAt": "2026-06-12T13:00:00Z" }
            } }
            """)));

        var hour = new DateTimeOffset(2026, 6, 12, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(
            new RunStep("build_mesh", RunPhase.Succeeded, hour.AddHours(10), hour.AddHours(13), 2), step.ToStep());
    }

    [Theory]
    [InlineData("Running", "Running", nameof(RunPhase.Running), 1)]
    [InlineData("Running", "Pending", nameof(RunPhase.Pending), 1)]
    [InlineData("Running", "Failed", nameof(RunPhase.Running), 1)] // To be tried again.
    [InlineData("Failed", "Failed", nameof(RunPhase.Failed), 1)]
    [InlineData("Error", "Error", nameof(RunPhase.Failed), 1)]
    public void A_step_stands_where_its_group_stands(string group, string pod, string phase, int tries)
    {
        var step = Assert.Single(Steps(new ArgoTask("setup", group, new ArgoTry(pod)))).ToStep();

        Assert.Equal((phase, tries, phase == nameof(RunPhase.Failed)), (step.Phase.ToString(), step.Tries, step.EndedAt is not null));
    }

    [Fact]
    public void A_step_that_waits_for_a_licence_has_not_begun()
    {
        var step = Assert.Single(Steps(
            new ArgoTask("setup", "Pending") { AwaitedLock = "argo/ConfigMap/ofo-limits/metashape-licenses" })).ToStep();

        Assert.Equal(new RunStep("setup", RunPhase.Pending, null, null, 0), step);
    }

    [Theory]
    [InlineData("""{ "oak-1": { "id": "oak-1", "name": "oak-1", "type": "Pod", "templateName": "metashape", "phase": "Running" } }""", 1)]
    [InlineData("""
        { "oak-1": { "id": "oak-1", "name": "oak-1", "type": "Retry", "templateName": "metashape", "phase": "Running",
                     "children": ["a", "b"] },
          "a": { "id": "a", "name": "oak-1(0)", "type": "Pod", "templateName": "metashape", "phase": "Failed" },
          "b": { "id": "b", "name": "oak-1(1)", "type": "Pod", "templateName": "metashape", "phase": "Running" } }
        """, 2)]
    public void A_run_in_a_single_pod_is_one_step(string nodes, int tries)
    {
        var step = Assert.Single(WorkflowSteps.Of(Parse($$"""{ "phase": "Running", "nodes": {{nodes}} }""")));

        Assert.Equal(("metashape", tries), (step.Name, step.ToStep().Tries));
    }

    [Fact]
    public void Of_the_steps_that_failed_the_last_to_end_ended_the_run_and_not_one_that_went_well_later()
    {
        var steps = WorkflowSteps.Of(Parse("""
            { "phase": "Failed", "nodes": {
              "a": { "id": "a", "name": "oak-1.setup(0)", "type": "Pod", "phase": "Failed", "startedAt": "2026-06-12T08:00:00Z", "finishedAt": "2026-06-12T12:00:00Z" },
              "r": { "id": "r", "name": "oak-1.setup", "type": "Retry", "phase": "Succeeded" },
              "b": { "id": "b", "name": "oak-1.align-cameras", "type": "Pod", "phase": "Failed", "finishedAt": "2026-06-12T10:00:00Z" },
              "c": { "id": "c", "name": "oak-1.build-mesh-cpu", "type": "Pod", "phase": "Error", "finishedAt": "2026-06-12T11:00:00Z" }
            } }
            """));

        Assert.Equal("build_mesh", WorkflowSteps.FindFailed(steps)?.Name);
    }

    [Fact]
    public void Every_step_of_the_plan_counts_the_same_and_one_that_goes_by_what_its_pod_tells()
    {
        ArgoTask[] tasks =
        [
            new("setup", "Succeeded", Good), new("match-photos-gpu", "Succeeded", Good),
            new("align-cameras", "Running", new ArgoTry("Failed", Progress: "90/100"), new ArgoTry("Running", Progress: "25/100")),
        ];

        Assert.Equal(2.25 / 7, StepProgress.Of(Steps(tasks), ArgoRuns.Plan)!.Value, 6);
        Assert.Equal(2.25 / 8, StepProgress.Of(Steps(tasks), ArgoRuns.Plan with { UploadTo = "b/oak/oak-1" })!.Value, 6);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("0/1", 0)]
    [InlineData("37/100", 0.37)]
    [InlineData("200/100", 1)]
    [InlineData("1/0", 0)]
    [InlineData("-1/2", 0)]
    [InlineData("9999999999999999999999/1", 0)]
    [InlineData("a/b/c", 0)]
    public void A_pod_may_tell_anything_of_its_progress(string? told, double part)
    {
        var pod = told is null ? "" : $""", "progress": "{told}" """;
        var steps = WorkflowSteps.Of(Parse($$"""
            { "nodes": { "a": { "id": "a", "name": "oak-1", "type": "Pod", "templateName": "metashape", "phase": "Running" {{pod}} } } }
            """));

        Assert.Equal(part, StepProgress.Of(steps, ArgoRuns.Plan));
    }

    [Fact]
    public void In_a_single_pod_the_upload_is_the_second_half_and_nothing_goes_backwards()
    {
        var plan = ArgoRuns.Plan with { UploadTo = "b/oak/oak-1" };
        var metashape = new ArgoTask("metashape", "Running", new ArgoTry("Running", Progress: "80/100"));

        Assert.Equal(0.4, StepProgress.Of(Steps(metashape), plan)!.Value, 6);
        Assert.Equal(0.8, StepProgress.Of(Steps(metashape), ArgoRuns.Plan)!.Value, 6);
        Assert.Equal(
            0.625,
            StepProgress.Of(
                Steps(
                    new ArgoTask("metashape", "Succeeded", Good),
                    new ArgoTask("upload", "Running", new ArgoTry("Running", Progress: "25/100"))),
                plan)!.Value,
            6);
    }

    [Fact]
    public void Without_a_plan_nobody_knows_how_far_a_run_is() =>
        Assert.Null(StepProgress.Of(Steps(new ArgoTask("setup", "Succeeded", Good)), null));
}
