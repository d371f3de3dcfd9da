using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using k8s;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Tests.Workflows.Argo;

public sealed partial class WorkflowManifestTests
{
    [Fact]
    public void A_run_is_submitted_as_a_reference_with_parameters_and_no_more() =>
        GoldenFile.Check(
            "Workflows/workflow.yaml",
            WorkflowYaml.Write(WorkflowManifest.For(ArgoRuns.Record("Site_1.north", 2), new ArgoOptions(), "argo")));

    [Fact]
    public void The_largest_Workflow_stays_far_below_what_a_cluster_stores()
    {
        var manifest = WorkflowManifest.For(ArgoRuns.Record(new string('x', 255)), new ArgoOptions(), "argo");

        Assert.InRange(KubernetesJson.Serialize(manifest).Length, 1, 8192);
    }

    [Fact]
    public void A_run_that_was_meant_earlier_comes_first_and_a_resubmitted_one_keeps_its_place()
    {
        var early = ArgoRuns.Record();
        var late = early with { IntendedAt = early.IntendedAt.AddSeconds(1) };
        var again = early with { LaunchedAt = late.IntendedAt.AddDays(3), Workflow = "other", RevivedAt = late.IntendedAt };

        Assert.True(WorkflowManifest.PriorityOf(early) > WorkflowManifest.PriorityOf(late));
        Assert.Equal(
            [WorkflowManifest.PriorityOf(early), WorkflowManifest.PriorityOf(early)],
            new[] { early, again }.Select(run => WorkflowManifest.For(run, new ArgoOptions(), "argo").Spec.Priority!.Value));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(9999, -1)]
    public void At_any_time_the_place_is_a_number_that_a_Workflow_can_hold(int year, int sign)
    {
        var record = ArgoRuns.Record() with { IntendedAt = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero) };

        Assert.Equal(sign, Math.Sign(WorkflowManifest.PriorityOf(record)));
    }

    [Fact]
    public void In_a_single_pod_the_steps_are_nobodys_concern_and_no_plan_is_needed()
    {
        var options = new ArgoOptions { Pipeline = ArgoPipeline.Single };

        var spec = WorkflowManifest.For(ArgoRuns.Record() with { Plan = null }, options, "argo").Spec;

        Assert.Equal("ofo-metashape-single", spec.WorkflowTemplateRef.Name);
        Assert.Equal(WorkflowManifest.ParameterNames(ArgoPipeline.Single), spec.Arguments.Parameters.Select(p => p.Name));
    }

    [Theory]
    [InlineData("12e34")]
    [InlineData("0x1f")]
    [InlineData("000123")]
    [InlineData("2026-06-12")]
    [InlineData("1_000")]
    [InlineData("1:20:30")]
    [InlineData("no")]
    [InlineData("null")]
    [InlineData("0")]
    public void A_name_that_looks_like_something_else_stays_a_text_in_YAML(string project)
    {
        var yaml = WorkflowYaml.Write(WorkflowManifest.For(ArgoRuns.Record(project), new ArgoOptions(), "argo"));

        Assert.Contains($"value: \"{project}\"\n", yaml, StringComparison.Ordinal);
        Assert.Contains($"project-name: \"{project}\"\n", yaml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("oak")]
    [InlineData("Site_1.north")]
    public void A_project_whose_name_may_be_a_label_is_labelled_by_it(string project) =>
        Assert.Equal(project, WorkflowLabels.ValueOf(project));

    [Fact]
    public void Any_text_becomes_an_allowed_label_and_different_texts_different_ones()
    {
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonNull<string>>(),
            text => LabelValue().IsMatch(WorkflowLabels.ValueOf(text.Get))).QuickCheckThrowOnFailure();
        var stem = new string('a', 80);
        string[] odd = ["", "site 1", "site/1", "site-1-", "-", "Ünïcödé", "...", stem, stem + "b", stem + "c"];
        Assert.All(odd, text => Assert.Matches(LabelValue(), WorkflowLabels.ValueOf(text)));
        Assert.Distinct(odd.Select(WorkflowLabels.ValueOf));
    }

    // As Kubernetes checks them; an empty one, which it allows too, would say nothing.
    [GeneratedRegex(@"\A(?=.{1,63}\z)[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?\z")]
    private static partial Regex LabelValue();
}
