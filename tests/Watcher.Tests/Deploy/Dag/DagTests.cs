using OfoWatcher.Metashape;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Tests.Deploy.Dag;

/// <summary>What runs, and how it ends, for all that a run may be asked for and all that may become of a pod.</summary>
public sealed class DagTests
{
    private static readonly NodePhase[] Failures = [NodePhase.Failed, NodePhase.Error];

    [Fact]
    public void The_enabled_steps_run_one_after_another_and_a_failure_ends_the_run_as_failed()
    {
        Assert.Empty(FaultsOf(DagTemplate.Of("workflow.yaml")).Take(3));
    }

    [Fact]
    public void Each_step_has_a_task_for_each_kind_of_node_that_it_may_run_on()
    {
        var tasks = DagTemplate.Of("workflow.yaml").Tasks;

        var expected = ProcessingStep.All.SelectMany(step => StepParameters.NameOf(step.Name) is var name
            && step.Gpu == GpuUse.Switchable
                ? new[] { ($"{name}-cpu", "cpu-step"), ($"{name}-gpu", "gpu-step") }
                : [(name, step.Gpu == GpuUse.Always ? "gpu-step" : "cpu-step")]);
        Assert.Equal([.. expected, ("upload", "upload")], tasks.Select(task => (task.Name, task.Template)));
    }

    // What a careless hand may make of the template.
    [Theory]
    [InlineData("depends: finalize.Succeeded", "depends: finalize.Succeeded || finalize.Failed")]
    [InlineData("depends: finalize.Succeeded", "depends: finalize.Succeeded || finalize.Omitted")]
    [InlineData("            depends: finalize.Succeeded\n", "")]
    [InlineData("depends: setup.Succeeded || setup.Skipped", "depends: setup.Succeeded || setup.Failed")]
    [InlineData("(match-photos-gpu.Succeeded || match-photos-gpu.Skipped)",
        "(match-photos-gpu.Succeeded || match-photos-gpu.Skipped || match-photos-gpu.Errored)")]
    [InlineData("&& (match-photos-gpu.Succeeded", "|| (match-photos-gpu.Succeeded")]
    [InlineData("&& (build-mesh-gpu.Succeeded || build-mesh-gpu.Skipped)", "")]
    [InlineData("align-cameras.Succeeded || align-cameras.Skipped", "align-cameras.Succeeded")]
    [InlineData("align-cameras.Succeeded || align-cameras.Skipped", "align-cameras.Failed")]
    [InlineData("depends: build-depth-maps.Succeeded || build-depth-maps.Skipped",
        "depends: align-cameras.Succeeded || align-cameras.Skipped")]
    [InlineData("\"{{workflow.parameters.build-mesh}} == gpu\"", "\"{{workflow.parameters.build-mesh}} != off\"")]
    [InlineData("\"{{workflow.parameters.finalize}} != off\"", "\"{{workflow.parameters.finalize}} == gpu\"")]
    [InlineData("\"{{=workflow.parameters['upload-to'] != ''}}\"", "\"{{workflow.parameters.upload-to}} != ''\"")]
    [InlineData("template: upload\n", "template: upload\n            continueOn: {failed: true}\n")]
    public void A_mistake_in_the_template_is_noticed(string right, string wrong)
    {
        var yaml = File.ReadAllText(Repository.PathOf("deploy", "workflow.yaml"));
        Assert.Contains(right, yaml, StringComparison.Ordinal);

        Assert.NotEmpty(FaultsOf(DagTemplate.Parse(yaml.Replace(right, wrong))).Take(1));
    }

    [Theory]
    [InlineData("depends: setup.Succeeded", "depends: set-up.Succeeded")]
    [InlineData("depends: setup.Succeeded", "depends: setup.Succeeded |")]
    public void A_depends_that_Argo_could_not_follow_is_refused(string right, string wrong)
    {
        var yaml = File.ReadAllText(Repository.PathOf("deploy", "workflow.yaml"));

        Assert.Throws<FormatException>(() => DagTemplate.Parse(yaml.Replace(right, wrong)));
    }

    [Theory]
    [InlineData("", NodePhase.Succeeded, "metashape", NodePhase.Succeeded)]
    [InlineData("bucket", NodePhase.Succeeded, "metashape upload", NodePhase.Succeeded)]
    [InlineData("bucket", NodePhase.Failed, "metashape", NodePhase.Failed)]
    [InlineData("", NodePhase.Error, "metashape", NodePhase.Error)]
    internal void The_single_pod_is_followed_by_the_upload_only_when_it_ended_well(
        string uploadTo, NodePhase ending, string pods, NodePhase phase)
    {
        var outcome = DagEvaluator.Run(
            DagTemplate.Of("workflow-single.yaml"),
            new Dictionary<string, string> { ["upload-to"] = uploadTo },
            task => task == "metashape" ? ending : NodePhase.Succeeded);

        Assert.Equal(pods, string.Join(' ', outcome.Pods.Select(Assert.Single)));
        Assert.Equal(phase, outcome.Phase);
    }

    [Fact]
    public void A_failed_upload_fails_the_single_run_too()
    {
        var outcome = DagEvaluator.Run(
            DagTemplate.Of("workflow-single.yaml"),
            new Dictionary<string, string> { ["upload-to"] = "bucket" },
            task => task == "upload" ? NodePhase.Failed : NodePhase.Succeeded);

        Assert.Equal(NodePhase.Failed, outcome.Phase);
    }

    /// <summary>Where a DAG does not do what a plan asks for, with each of its pods failing in turn.</summary>
    private static IEnumerable<string> FaultsOf(DagTemplate dag)
    {
        foreach (var plan in RunPlans.All())
        {
            var pods = plan.Pods.ToList();
            if (FaultOf(dag, plan, pods, NodePhase.Succeeded) is { } fault)
                yield return fault;
            for (var failing = 1; failing <= pods.Count; failing++)
            {
                foreach (var failure in Failures)
                {
                    if (FaultOf(dag, plan, pods[..failing], failure) is { } other)
                        yield return other;
                }
            }
        }
    }

    /// <param name="expected">The pods that run, of which the last ends as told and the others well.</param>
    private static string? FaultOf(DagTemplate dag, RunPlans plan, List<string> expected, NodePhase ending)
    {
        var outcome = DagEvaluator.Run(
            dag, plan.Parameters, task => task == expected[^1] ? ending : NodePhase.Succeeded);

        return outcome.Pods.Any(together => together.Count > 1)
            ? $"{plan}: at the same time {string.Join(", ", outcome.Pods.First(together => together.Count > 1))}"
            : !outcome.Pods.Select(together => together[0]).SequenceEqual(expected)
                ? $"{plan}, {expected[^1]} {ending}: ran {string.Join(", ", outcome.Pods.Select(pod => pod[0]))}"
            : outcome.Phase != ending ? $"{plan}, {expected[^1]} {ending}: ended {outcome.Phase}"
            : null;
    }
}
