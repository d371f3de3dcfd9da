using System.Diagnostics;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using OfoWatcher.Metashape;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;
using static OfoWatcher.Tests.Deploy.WorkflowTemplateYaml;

namespace OfoWatcher.Tests.Deploy;

/// <summary>What a step's pod is made from.</summary>
public sealed partial class StepTemplateTests
{
    private static readonly WorkflowTemplateYaml Steps = WorkflowTemplateYaml.Of(ArgoPipeline.Steps);

    [Fact]
    public void Each_task_gives_its_step_the_parameters_of_that_step()
    {
        foreach (var task in Steps.Tasks.Where(task => task["name"].ToString() != "upload"))
        {
            var given = Items(task["arguments"]["parameters"])
                .ToDictionary(argument => argument["name"].ToString(), argument => argument["value"].ToString());
            var name = StepParameters.NameOf(given["step"]);
            Assert.Contains(task["name"].ToString(), new[] { name, $"{name}-cpu", $"{name}-gpu" });
            Assert.Contains(ProcessingStep.All, step => step.Name == given["step"]);
            Assert.Equal($"{{{{workflow.parameters.{name}-resources}}}}", given["resources"]);
            Assert.Equal($"{{{{workflow.parameters.{name}-more-memory}}}}", given["more-memory"]);
            Assert.StartsWith(
                $"{{{{workflow.parameters.{name}}}}} ", task["when"].ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_step_takes_a_place_among_its_kind_and_a_licence_at_once()
    {
        Assert.Equal(
            ["metashape-licenses", "cpu-steps"], WorkflowTemplateTests.SemaphoresOf(Steps.Template("cpu-step")));
        Assert.Equal(
            ["metashape-licenses", "gpu-steps"], WorkflowTemplateTests.SemaphoresOf(Steps.Template("gpu-step")));
    }

    [Fact]
    public void Every_limit_that_is_held_has_a_number()
    {
        var limits = Manifests.Render("").Read<V1ConfigMap>("ConfigMap", "ofo-limits");
        var single = WorkflowTemplateYaml.Of(ArgoPipeline.Single);

        var held = Steps.Pods.Concat(single.Pods).SelectMany(WorkflowTemplateTests.SemaphoresOf).Distinct();

        Assert.Equal(limits.Data.Keys.Order(), held.Order());
        Assert.All(limits.Data.Values, number => Assert.Matches("^[1-9][0-9]*$", number));
        Assert.All(
            Scalars(Steps.Spec).Concat(Scalars(single.Spec))
                .Where(scalar => scalar.Path.EndsWith("configMapKeyRef/name", StringComparison.Ordinal)),
            scalar => Assert.Equal("ofo-limits", scalar.Value));
    }

    [Fact]
    public void The_program_of_the_pods_is_the_one_that_is_mounted()
    {
        var program = Manifests.Render("").Read<V1ConfigMap>("ConfigMap", "ofo-run-step");

        Assert.Equal(File.ReadAllText(Repository.PathOf("deploy", "run-step.py")), program.Data["run-step.py"]);
        Assert.DoesNotContain("{{", program.Data["run-step.py"], StringComparison.Ordinal);
        foreach (var template in new[] { Steps, WorkflowTemplateYaml.Of(ArgoPipeline.Single) })
        {
            var volume = Items(template.Spec["volumes"]).Single(item => item["name"].ToString() == "run-step");
            Assert.Equal("ofo-run-step", volume["configMap"]["name"].ToString());
        }
    }

    [Theory]
    [InlineData("", "0", "16Gi")]
    [InlineData("OOMKilled (exit code 137)", "137", "24Gi")]
    [InlineData("Error (exit code 247)", "247", "24Gi")]
    [InlineData("The node was low on resource: memory. Threshold quantity: 100Mi", "-1", "24Gi")]
    [InlineData("The node was low on resource: ephemeral-storage.", "-1", "16Gi")]
    [InlineData("Error (exit code 75)", "75", "16Gi")]
    [InlineData("pod deleted", "-1", "16Gi")]
    public async Task A_step_that_ran_out_of_memory_gets_more_and_others_what_they_asked_for(
        string message, string exitCode, string memory)
    {
        var main = await PatchedAsync(patch => Choice().Replace(
            patch, match => Regex.IsMatch(exitCode + message, match.Groups["pattern"].Value)
                ? match.Groups["yes"].Value : match.Groups["no"].Value));

        Assert.Equal(memory, main.Resources.Requests["memory"].ToString());
        Assert.Equal("4", main.Resources.Requests["cpu"].ToString());
        Assert.Equal("1", main.Resources.Limits["nvidia.com/mig-2g.10gb"].ToString());
    }

    // Argo 3.6 knows no lastRetry in a podSpecPatch, and leaves the tag in place.
    [Fact]
    public async Task Where_Argo_cannot_tell_why_a_step_is_tried_again_it_gets_what_it_asked_for()
    {
        var main = await PatchedAsync(patch => patch);

        Assert.Equal("16Gi", main.Resources.Requests["memory"].ToString());
        Assert.Equal("1", main.Resources.Limits["nvidia.com/mig-2g.10gb"].ToString());
    }

    /// <summary>
    /// The main container as Kubernetes' own strategic merge, which Argo uses too, patches it.
    /// </summary>
    /// <param name="evaluate">What Argo does with the expression.</param>
    private static async Task<V1Container> PatchedAsync(Func<string, string> evaluate)
    {
        Shell.Require("kubectl");
        var planned = new PlannedStep("build_depth_maps", "4", "16Gi", "nvidia.com/mig-2g.10gb", 1);
        var patch = evaluate(Steps.Template("gpu-step")["podSpecPatch"].ToString())
            .Replace("{{inputs.parameters.resources}}", PodResources.Of(planned), StringComparison.Ordinal)
            .Replace(
                "{{inputs.parameters.more-memory}}", PodResources.AfterOutOfMemory(planned), StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["pod.yaml"], """
            apiVersion: v1
            kind: Pod
            metadata: { name: pod }
            spec:
              containers:
                - { name: wait, image: executor }
                - { name: main, image: metashape, resources: {} }
            """, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            folder["patch.yaml"], "spec:\n  " + patch.Trim().Replace("\n", "\n  ", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        using var kubectl = Process.Start(new ProcessStartInfo(
            "kubectl",
            ["patch", "--local", "-f", folder["pod.yaml"], "--patch-file", folder["patch.yaml"], "-o", "json"])
        {
            RedirectStandardOutput = true,
        })!;
        var json = await kubectl.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        return KubernetesJson.Deserialize<V1Pod>(json).Spec.Containers.Single(container => container.Name == "main");
    }

    [GeneratedRegex(
        @"\{\{=lastRetry\.exitCode \+ lastRetry\.message matches '(?<pattern>[^']+)' "
        + @"\? '(?<yes>\w+)' : '(?<no>\w+)'\}\}")]
    private static partial Regex Choice();
}
