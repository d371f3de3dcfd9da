using OfoWatcher.Workflows.Argo;
using static OfoWatcher.Tests.Workflows.Argo.StepTexts;

namespace OfoWatcher.Tests.Workflows.Argo;

/// <summary>What a pilot reads of what Argo 3.6 to 4.1 says.</summary>
public sealed class FailureWordsTests
{
    private const string Killed = """ "phase": "Failed", "message": "OOMKilled (exit code 137)" """;
    private const string Lost = """ "phase": "Error", "message": "pod deleted" """;
    private const string Failed = """ "phase": "Failed", "message": "Error (exit code 1)", "outputs": { "exitCode": "1" } """;
    private const string NoLicence = """ "phase": "Failed", "message": "Error (exit code 75)", "outputs": { "exitCode": "75" } """;

    [Theory]
    [InlineData("out of memory in build_depth_maps, asked for 16Gi (OOMKilled (exit code 137))", "build-depth-maps", Killed)]
    [InlineData("out of memory in build_depth_maps, asked for 16Gi (then 24Gi) (OOMKilled (exit code 137))", "build-depth-maps", Killed, Killed)]
    [InlineData("out of memory in build_depth_maps, asked for 16Gi (then 24Gi) (OOMKilled (exit code 137))", "build-depth-maps", Lost, Killed, Killed)]
    [InlineData(
        "out of memory in setup, asked for 1.5Gi (Error (exit code 247))", "setup",
        """ "phase": "Failed", "message": "Error (exit code 247)", "outputs": { "exitCode": "247" } """)]
    [InlineData("out of memory in upload (OOMKilled (exit code 137))", "upload", Killed)]
    [InlineData("the node of build_mesh was lost 3 times (pod deleted)", "build-mesh-gpu", Lost, Lost, Lost)]
    [InlineData("the node of build_mesh was lost (pod deleted)", "build-mesh-gpu", Lost)]
    [InlineData(
        "the node of setup was lost (Pod was terminated in response to imminent node shutdown.)", "setup",
        """ "phase": "Failed", "message": "Pod was terminated in response to imminent node shutdown." """)]
    [InlineData(
        "the pod of setup was evicted (The node was low on resource: memory.)", "setup",
        """ "phase": "Failed", "message": "The node was low on resource: memory. " """)]
    [InlineData("no Metashape licence for 60 min in setup (Error (exit code 75))", "setup", NoLicence)]
    [InlineData("no Metashape licence for 3 h in setup (Error (exit code 75))", "setup", Lost, NoLicence, NoLicence, NoLicence)]
    [InlineData(
        "the image of setup could not be pulled (ImagePullBackOff: Back-off pulling image \"ghcr.io/x/y:z\")", "setup",
        """ "phase": "Failed", "message": "ImagePullBackOff: Back-off pulling image \"ghcr.io/x/y:z\"" """)]
    [InlineData(
        "the Secret s3-credentials, which upload needs, is missing (CreateContainerConfigError: secret \"s3-credentials\" not found)",
        "upload", """ "phase": "Error", "message": "CreateContainerConfigError: secret \"s3-credentials\" not found" """)]
    [InlineData(
        "stopped in setup (workflow shutdown with strategy:  Stop)", "setup",
        """ "phase": "Failed", "message": "workflow shutdown with strategy:  Stop" """)]
    [InlineData(
        "the run took longer than it may; it was at setup (Step exceeded its deadline)", "setup",
        """ "phase": "Failed", "message": "Step exceeded its deadline" """)]
    [InlineData("setup failed: Error (exit code 1)", "setup", Failed)]
    [InlineData("setup failed", "setup", """ "phase": "Failed" """)]
    public void A_failure_is_told_in_plain_words_with_Argos_own_behind(string words, string task, params string[] tries) =>
        Assert.Equal(words, Of(task, [], tries));

    [Theory]
    [InlineData("3 days", """, "storedWorkflowTemplateSpec": { "templates": [{ "name": "gpu-step", "activeDeadlineSeconds": 259200 }] } """)]
    [InlineData("90 min", """, "storedWorkflowTemplateSpec": { "templates": [{ "name": "gpu-step", "activeDeadlineSeconds": "5400" }] } """)]
    public void A_step_that_took_too_long_is_told_with_the_limit_of_its_template(string limit, string more) =>
        Assert.Equal(
            $"match_photos took longer than its limit of {limit} (Pod was active on the node longer than the specified deadline)",
            Of("match-photos-gpu", [], [TooLong], more));

    [Theory]
    [InlineData("")]
    [InlineData(""", "storedWorkflowTemplateSpec": { "templates": [{ "name": "gpu-step", "activeDeadlineSeconds": "{{x}}" }, { "name": "upload" }] } """)]
    public void Where_the_limit_is_not_known_the_time_that_it_took_is_told(string more) =>
        Assert.StartsWith(
            "match_photos took longer than its limit and was ended after 60 min (",
            Of("match-photos-gpu", [], [TooLong], more), StringComparison.Ordinal);

    [Fact]
    public void Metashapes_own_last_error_is_told() =>
        Assert.Equal(
            "build_mesh failed; Metashape: Exception: Zero resolution (Error (exit code 1))",
            Of("build-mesh-cpu",
                [
                    "Traceback (most recent call last):", "ValueError: first", "  File \"x.py\", line 3, in build", "Exception: Zero resolution",
                    "[automate-metashape-monitor] === End error context ===",
                ],
                [Failed]));

    [Theory]
    [InlineData("out of memory in setup, asked for 1.5Gi (Error (exit code 1))", "Exception: Not enough memory")]
    [InlineData("out of memory in setup, asked for 1.5Gi (Error (exit code 1))", "MemoryError")]
    [InlineData("no Metashape licence for 60 min in setup (Error (exit code 1))", "RuntimeError: License not found", "[automate-metashape-license-wrapper] No license available and retries disabled (LICENSE_MAX_RETRIES=0)")]
    [InlineData("setup failed; Metashape: RuntimeError: x (Error (exit code 1))", "[automate-metashape-license-wrapper] No license available. Waiting 300s before retry...", "[automate-metashape-license-wrapper] License check passed, proceeding with workflow...", "RuntimeError: x")]
    public void The_end_of_the_log_tells_what_the_exit_code_does_not(string words, params string[] log) =>
        Assert.Equal(words, Of("setup", log, [Failed]));

    [Fact]
    public void A_step_that_never_got_a_licence_is_told_with_the_time_that_it_waited()
    {
        var workflow = Parse("""
            { "phase": "Failed", "nodes": { "a": { "id": "a", "name": "oak-1.setup", "type": "Retry", "templateName": "cpu-step",
              "phase": "Failed", "message": "Step exceeded its deadline", "startedAt": "2026-06-12T00:00:00Z",
              "finishedAt": "2026-06-12T15:00:00Z",
              "synchronizationStatus": { "waiting": "argo/ConfigMap/ofo-limits/metashape-licenses" } } } }
            """);

        Assert.Equal(
            "no Metashape licence for 15 h in setup (Step exceeded its deadline)",
            FailureWords.Of(Assert.Single(WorkflowSteps.Of(workflow)), workflow, ArgoRuns.Plan, []));
    }

    [Fact]
    public void A_run_that_was_stopped_did_not_fail_by_itself() =>
        Assert.Equal(
            "stopped in setup (Error (exit code 1))", Of("setup", ["Exception: Aborted"], [Failed], spec: """{ "shutdown": "Stop" }"""));

    private const string TooLong =
        """ "phase": "Failed", "message": "Pod was active on the node longer than the specified deadline" """;

    /// <param name="tries">Each an hour long, one right after the other.</param>
    private static string Of(string task, string[] log, string[] tries, string more = "", string spec = "{}")
    {
        var pods = tries.Select((pod, number) => $$"""
            , "p{{number}}": { "id": "p{{number}}", "name": "oak-1.{{task}}({{number}})", "type": "Pod", "templateName": "gpu-step",
              "startedAt": "2026-06-12T{{number:00}}:00:00Z", "finishedAt": "2026-06-12T{{number + 1:00}}:00:00Z", {{pod}} }
            """);
        var workflow = Parse($$"""
            { "phase": "Failed", "message": "child failed", "nodes": {
              "a": { "id": "a", "name": "oak-1.{{task}}", "type": "Retry", "templateName": "gpu-step", "phase": "Failed",
                     "children": ["p0"], "finishedAt": "2026-06-12T{{tries.Length:00}}:00:00Z" } {{string.Concat(pods)}} } {{more}} }
            """, spec);
        // A node that says nothing leaves what the Workflow says, which is not what these are about.
        workflow.Status.Message = null;
        return FailureWords.Of(Assert.Single(WorkflowSteps.Of(workflow)), workflow, ArgoRuns.Plan, log);
    }
}
