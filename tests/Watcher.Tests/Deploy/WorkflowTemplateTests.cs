using System.Globalization;
using System.Text.RegularExpressions;
using OfoWatcher.Workflows.Argo;
using YamlDotNet.RepresentationModel;
using static OfoWatcher.Tests.Deploy.WorkflowTemplateYaml;

namespace OfoWatcher.Tests.Deploy;

/// <summary>What holds for a run in many pods and in one.</summary>
public sealed partial class WorkflowTemplateTests
{
    private static readonly string[] Options =
        ["config-file", "photo-path", "project-path", "output-path", "project-name"];

    private const string NotByItself = "not (lastRetry.message matches 'OOMKilled|deadline')";

    private const string OnceWithMoreMemory =
        "(asInt(retries) == 0 && (lastRetry.message matches 'OOMKilled' || lastRetry.exitCode == '247'))";

    [Theory]
    [InlineData(ArgoPipeline.Steps)]
    [InlineData(ArgoPipeline.Single)]
    internal void It_has_the_name_that_the_watcher_refers_to(ArgoPipeline pipeline) =>
        Assert.Equal(new ArgoOptions { Pipeline = pipeline }.Template, WorkflowTemplateYaml.Of(pipeline).Name);

    [Theory]
    [InlineData(ArgoPipeline.Steps)]
    [InlineData(ArgoPipeline.Single)]
    internal void It_declares_the_parameters_that_the_watcher_gives_and_no_default(ArgoPipeline pipeline)
    {
        var template = WorkflowTemplateYaml.Of(pipeline);

        Assert.Equal(WorkflowManifest.ParameterNames(pipeline).Order(), template.Parameters.Order());
        Assert.All(
            Items(template.Spec["arguments"]["parameters"]).Cast<YamlMappingNode>(),
            parameter => Assert.Single(parameter.Children));
    }

    [Theory]
    [InlineData(ArgoPipeline.Steps)]
    [InlineData(ArgoPipeline.Single)]
    internal void Every_parameter_is_used_and_every_one_that_is_used_is_declared(ArgoPipeline pipeline)
    {
        var template = WorkflowTemplateYaml.Of(pipeline);

        var used = Scalars(template.Spec).SelectMany(scalar => Parameter().Matches(scalar.Value))
            .Select(match => match.Groups[1].Value).Distinct();

        Assert.Equal(template.Parameters.Order(), used.Order());
    }

    [Theory]
    [InlineData(ArgoPipeline.Steps)]
    [InlineData(ArgoPipeline.Single)]
    internal void A_template_is_given_the_inputs_that_it_declares_and_uses_no_others(ArgoPipeline pipeline)
    {
        var template = WorkflowTemplateYaml.Of(pipeline);

        foreach (var pod in template.Pods)
        {
            string[] declared = pod.Children.ContainsKey("inputs")
                ? [.. Items(pod["inputs"]["parameters"]).Select(input => input["name"].ToString())] : [];
            var used = Scalars(pod).SelectMany(scalar => Input().Matches(scalar.Value))
                .Select(match => match.Groups[1].Value).Distinct();
            Assert.Equal(declared.Order(), used.Order());
            Assert.All(
                template.Tasks.Where(task => task["template"].ToString() == pod["name"].ToString()),
                task => Assert.Equal(declared, task.Children.ContainsKey("arguments")
                    ? Items(task["arguments"]["parameters"]).Select(argument => argument["name"].ToString()) : []));
        }
    }

    // Substitution is textual: what is read as a program, or as a command, must hold none.
    [Theory]
    [InlineData(ArgoPipeline.Steps)]
    [InlineData(ArgoPipeline.Single)]
    internal void A_parameter_is_an_argument_or_JSON_and_never_part_of_what_is_read_as_a_program(ArgoPipeline pipeline)
    {
        var template = WorkflowTemplateYaml.Of(pipeline);

        var used = Scalars(template.Spec).Where(scalar => scalar.Value.Contains("{{")).ToList();

        Assert.All(used, scalar => Assert.Matches(
            "^/templates/[0-9]+/(container/args/[0-9]+|podSpecPatch|dag/tasks/[0-9]+/(when|arguments/.*/value))$",
            scalar.Path));
        Assert.All(
            used.Where(scalar => scalar.Path.Contains("/args/", StringComparison.Ordinal)),
            scalar => Assert.Matches(@"^(s3:)?\{\{(workflow|inputs)\.parameters\.[-a-z]+\}\}$", scalar.Value));
        Assert.DoesNotContain(
            Keys(template.Spec), key => key is "script" or "source" or "http" or "resource" or "plugin" or "inline");
        Assert.All(template.Pods, pod => Assert.DoesNotContain(
            Texts(pod["container"]["command"]).Concat(Texts(pod["container"]["args"])),
            word => word is "sh" or "bash" or "-c" or "/bin/sh" or "/bin/bash"));
    }

    [Theory]
    [InlineData(ArgoPipeline.Steps)]
    [InlineData(ArgoPipeline.Single)]
    internal void Each_parameter_follows_the_option_of_its_name(ArgoPipeline pipeline)
    {
        foreach (var pod in WorkflowTemplateYaml.Of(pipeline).MetashapePods)
        {
            Assert.Equal(
                ["python3", "/opt/ofo/run-step.py", "/app/python/license_retry_wrapper.py"],
                Texts(pod["container"]["command"]));
            var arguments = Options.SelectMany(name => new[] { $"--{name}", $"{{{{workflow.parameters.{name}}}}}" });
            string[] step = pipeline == ArgoPipeline.Steps ? ["--step", "{{inputs.parameters.step}}"] : [];
            Assert.Equal([.. arguments, .. step], Texts(pod["container"]["args"]));
        }
    }

    [Theory]
    [InlineData(ArgoPipeline.Steps)]
    [InlineData(ArgoPipeline.Single)]
    internal void It_can_write_results_but_no_photos(ArgoPipeline pipeline)
    {
        var template = WorkflowTemplateYaml.Of(pipeline);
        var photos = Items(template.Spec["volumes"]).Single(volume => volume["name"].ToString() == "photos");

        Assert.Equal("true", photos["persistentVolumeClaim"]["readOnly"].ToString());
        Assert.All(template.MetashapePods, pod =>
        {
            var mounts = MountsOf(pod);
            Assert.Equal("true", mounts["/ofo-share"]["readOnly"].ToString());
            Assert.Equal("photos", mounts["/ofo-share"]["name"].ToString());
            Assert.DoesNotContain("readOnly", Keys(mounts["/ofo-share/argo-output"]));
        });
    }

    [Theory]
    [InlineData(ArgoPipeline.Steps)]
    [InlineData(ArgoPipeline.Single)]
    internal void On_CephFS_it_can_write_results_but_no_photos(ArgoPipeline pipeline)
    {
        var template = new WorkflowTemplateYaml(
            Manifests.Render("cephfs").Read("WorkflowTemplate", new ArgoOptions { Pipeline = pipeline }.Template));

        Assert.Single(Items(template.Spec["volumes"]), volume => Keys(volume).Contains("claimName"));
        var volumes = Items(template.Spec["volumes"]).Select(volume => volume["name"].ToString()).ToList();
        Assert.All(template.Pods, pod =>
        {
            var mounts = MountsOf(pod);
            Assert.All(mounts.Values, mount => Assert.Contains(mount["name"].ToString(), volumes));
            Assert.Equal("argo-output", mounts["/ofo-share/argo-output"]["subPath"].ToString());
        });
        Assert.All(template.MetashapePods, pod =>
            Assert.Equal("true", MountsOf(pod)["/ofo-share"]["readOnly"].ToString()));
    }

    [Theory]
    [InlineData(ArgoPipeline.Steps)]
    [InlineData(ArgoPipeline.Single)]
    internal void Whatever_runs_Metashape_holds_a_licence_and_knows_its_server(ArgoPipeline pipeline)
    {
        foreach (var pod in WorkflowTemplateYaml.Of(pipeline).MetashapePods)
        {
            Assert.Contains("metashape-licenses", SemaphoresOf(pod));
            var server = Items(pod["container"]["env"]).Single(item => item["name"].ToString() == "AGISOFT_FLS");
            Assert.Equal("agisoft-license", server["valueFrom"]["secretKeyRef"]["name"].ToString());
            Assert.Equal("license_server", server["valueFrom"]["secretKeyRef"]["key"].ToString());
        }
    }

    [Theory]
    [InlineData(ArgoPipeline.Steps)]
    [InlineData(ArgoPipeline.Single)]
    internal void The_upload_holds_nothing_and_can_write_nothing(ArgoPipeline pipeline)
    {
        var template = WorkflowTemplateYaml.Of(pipeline);
        var upload = template.Template("upload");

        Assert.Empty(SemaphoresOf(upload));
        Assert.Equal("true", MountsOf(upload)["/ofo-share/argo-output"]["readOnly"].ToString());
        Assert.DoesNotContain("/ofo-share", MountsOf(upload).Keys);
        Assert.Matches("^docker.io/rclone/rclone:[0-9]+[.][0-9]+[.][0-9]+$", upload["container"]["image"].ToString());
        Assert.Equal(
            ["--", "{{workflow.parameters.output-path}}", "s3:{{workflow.parameters.upload-to}}"],
            Texts(upload["container"]["args"]).TakeLast(3));
        Assert.Contains("--checksum", Texts(upload["container"]["args"]));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["RCLONE_CONFIG_S3_PROVIDER"] = "provider",
                ["RCLONE_CONFIG_S3_ENDPOINT"] = "endpoint",
                ["RCLONE_CONFIG_S3_ACCESS_KEY_ID"] = "access_key",
                ["RCLONE_CONFIG_S3_SECRET_ACCESS_KEY"] = "secret_key",
            },
            Items(upload["container"]["env"]).Where(item => Keys(item).Contains("secretKeyRef")).ToDictionary(
                item => item["name"].ToString(), item => item["valueFrom"]["secretKeyRef"]["key"].ToString()));
    }

    [Theory]
    [InlineData(ArgoPipeline.Steps)]
    [InlineData(ArgoPipeline.Single)]
    internal void Its_pods_run_as_the_user_that_makes_the_folder_of_the_run(ArgoPipeline pipeline)
    {
        var template = WorkflowTemplateYaml.Of(pipeline);

        Assert.Equal("1654", template.Spec["securityContext"]["runAsUser"].ToString());
        Assert.Equal("true", template.Spec["securityContext"]["runAsNonRoot"].ToString());
        Assert.Equal("RuntimeDefault", template.Spec["securityContext"]["seccompProfile"]["type"].ToString());
        Assert.All(template.Pods, pod =>
        {
            Assert.Equal("false", pod["container"]["securityContext"]["allowPrivilegeEscalation"].ToString());
            Assert.Equal("ALL", pod["container"]["securityContext"]["capabilities"]["drop"][0].ToString());
        });
    }

    [Theory]
    [InlineData(ArgoPipeline.Steps)]
    [InlineData(ArgoPipeline.Single)]
    internal void Every_wait_has_an_end_and_a_failed_run_is_kept_longest(ArgoPipeline pipeline)
    {
        const int day = 86400;
        var spec = WorkflowTemplateYaml.Of(pipeline).Spec;
        var onNode = WorkflowTemplateYaml.Of(pipeline).Pods.Max(pod => Number(pod["activeDeadlineSeconds"]));
        var keptAfterSuccess = Number(spec["ttlStrategy"]["secondsAfterSuccess"]);

        Assert.InRange(onNode, 2 * day, 7 * day);
        Assert.InRange(Number(spec["activeDeadlineSeconds"]), onNode + day, 30 * day);
        Assert.InRange(keptAfterSuccess, day, 7 * day);
        Assert.InRange(Number(spec["ttlStrategy"]["secondsAfterFailure"]), 7 * day, 30 * day);
    }

    // The images that ran are read from the pods once the run has ended.
    [Theory]
    [InlineData(ArgoPipeline.Steps)]
    [InlineData(ArgoPipeline.Single)]
    internal void Pods_outlive_the_run_that_ended_well_and_stay_with_one_that_failed(ArgoPipeline pipeline)
    {
        var podGc = WorkflowTemplateYaml.Of(pipeline).Spec["podGC"];

        Assert.Equal("OnWorkflowSuccess", podGc["strategy"].ToString());
        Assert.Equal("1h", podGc["deleteDelayDuration"].ToString());
    }

    [Theory]
    [InlineData(ArgoPipeline.Steps)]
    [InlineData(ArgoPipeline.Single)]
    internal void What_the_cluster_did_is_tried_again_and_what_Metashape_said_is_not(ArgoPipeline pipeline)
    {
        foreach (var strategy in WorkflowTemplateYaml.Of(pipeline).MetashapePods.Select(pod => pod["retryStrategy"]))
        {
            var expression = strategy["expression"].ToString();
            var lists = ExitCodes().Matches(expression).ToDictionary(
                match => match.Groups["not"].Success ? "not in" : "in",
                match => match.Groups["codes"].Value);

            // Argo asks the policy first: the expression decides alone only with this one.
            Assert.Equal("Always", strategy["retryPolicy"].ToString());
            Assert.InRange(Number(strategy["limit"]), 1, 12);
            Assert.Equal("1", strategy["backoff"]["factor"].ToString()); // It is sat out by what is not tried again too.
            Assert.Contains("matches 'is forbidden|is invalid|PodSpecPatch'", expression, StringComparison.Ordinal);
            Assert.Equal(["in", "not in"], lists.Keys.Order());
            Assert.Equal("0, 1", lists["not in"]);
            Assert.Equal("-1, 75, 128, 137, 143", lists["in"]);
            Assert.Contains(NotByItself, expression, StringComparison.Ordinal);
            // More memory is at hand only where the watcher gives it.
            Assert.Equal(
                pipeline == ArgoPipeline.Steps, expression.EndsWith(OnceWithMoreMemory, StringComparison.Ordinal));
        }
    }

    // The tries and the waits between them, with an hour in the pod each.
    [Theory]
    [InlineData(ArgoPipeline.Steps)]
    [InlineData(ArgoPipeline.Single)]
    internal void Without_a_licence_it_takes_more_than_a_night_to_fail_and_less_than_a_day(ArgoPipeline pipeline)
    {
        foreach (var pod in WorkflowTemplateYaml.Of(pipeline).MetashapePods)
        {
            var environment = Items(pod["container"]["env"]).Where(item => Keys(item).Contains("value"))
                .ToDictionary(item => item["name"].ToString(), item => item["value"].ToString());
            var inPod = int.Parse(environment["LICENSE_MAX_RETRIES"], CultureInfo.InvariantCulture)
                * int.Parse(environment["LICENSE_RETRY_INTERVAL"], CultureInfo.InvariantCulture) / 60.0;
            var strategy = pod["retryStrategy"];
            var minutes = Number(new YamlScalarNode(strategy["backoff"]["duration"].ToString().TrimEnd('m')));
            var waits = Enumerable.Range(0, Number(strategy["limit"]))
                .Sum(retry => minutes * Math.Pow(Number(strategy["backoff"]["factor"]), retry));

            Assert.InRange((waits + inPod * (Number(strategy["limit"]) + 1)) / 60, 12, 24);
        }
    }

    [Fact]
    public void The_pods_of_whole_runs_repel_each_other_by_a_label_that_they_carry()
    {
        var pod = WorkflowTemplateYaml.Of(ArgoPipeline.Single).Template("metashape");
        var term = pod["affinity"]["podAntiAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"][0];

        Assert.Equal("kubernetes.io/hostname", term["topologyKey"].ToString());
        Assert.Equal(pod["metadata"]["labels"], term["labelSelector"]["matchLabels"]);
    }

    [Fact]
    public void With_the_component_gpu_a_whole_run_asks_for_one()
    {
        var pod = new WorkflowTemplateYaml(
            Manifests.Render("gpu").Read("WorkflowTemplate", "ofo-metashape-single")).Template("metashape");

        Assert.Equal("1", pod["container"]["resources"]["limits"]["nvidia.com/gpu"].ToString());
        Assert.DoesNotContain("nodeAffinity", Keys(pod["affinity"]));
        Assert.Contains("podAntiAffinity", Keys(pod["affinity"]));
    }

    internal static IReadOnlyList<string> SemaphoresOf(YamlMappingNode pod) =>
        pod.Children.TryGetValue("synchronization", out var held)
            ? [.. Items(held["semaphores"]).Select(semaphore => semaphore["configMapKeyRef"]["key"].ToString())]
            : [];

    private static Dictionary<string, YamlMappingNode> MountsOf(YamlMappingNode pod) =>
        Items(pod["container"]["volumeMounts"]).Cast<YamlMappingNode>()
            .ToDictionary(mount => mount["mountPath"].ToString());

    private static int Number(YamlNode node) => int.Parse(node.ToString(), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"asInt\(lastRetry\.exitCode\) (?<not>not )?in \[(?<codes>[-0-9, ]+)\]")]
    private static partial Regex ExitCodes();

    [GeneratedRegex(@"workflow\.parameters(?:\.|\[')([-a-z]+)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"inputs\.parameters\.([-a-z]+)")]
    private static partial Regex Input();
}
