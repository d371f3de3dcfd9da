using System.Globalization;
using System.Text.RegularExpressions;
using OfoWatcher.Tests.Fixtures;
using YamlDotNet.RepresentationModel;

namespace OfoWatcher.Tests.Deploy;

public sealed partial class WorkflowTemplateTests
{
    private static readonly YamlMappingNode Spec =
        (YamlMappingNode)Manifests.Parse(File.ReadAllText(Repository.PathOf("deploy", "workflow.yaml")))["spec"];

    private static readonly YamlMappingNode Template = (YamlMappingNode)Spec["templates"][0];

    private static readonly YamlMappingNode Container = (YamlMappingNode)Template["container"];

    private static readonly string[] Parameters =
        ["project-name", "photo-path", "config-file", "project-path", "output-path"];

    [Fact]
    public void It_declares_the_parameters_that_the_watcher_gives_and_no_default()
    {
        var declared = Items(Spec["arguments"]["parameters"]).Cast<YamlMappingNode>().ToList();

        Assert.Equal(Parameters, declared.Select(parameter => parameter["name"].ToString()));
        Assert.All(declared, parameter => Assert.Single(parameter.Children));
    }

    [Fact]
    public void A_parameter_is_a_whole_argument_and_stands_nowhere_else()
    {
        var used = Scalars(Spec, "").Where(scalar => scalar.Value.Contains("{{")).ToList();

        Assert.All(used, scalar => Assert.Matches("^/templates/0/container/args/[0-9]+$", scalar.Path));
        Assert.Equal(
            Parameters.Select(ValueOf).Order(), used.Select(scalar => scalar.Value).Order());
    }

    [Fact]
    public void Each_parameter_follows_the_option_of_its_name()
    {
        var arguments = Items(Container["args"]).Select(item => item.ToString()).ToList();

        Assert.Equal(2 * Parameters.Length, arguments.Count);
        foreach (var name in Parameters)
            Assert.Equal(ValueOf(name), arguments[arguments.IndexOf($"--{name}") + 1]);
    }

    [Fact]
    public void No_shell_reads_what_it_runs()
    {
        Assert.Equal(
            ["python3", "/app/python/license_retry_wrapper.py"], Items(Container["command"]).Select(i => i.ToString()));
        Assert.Single(Items(Spec["templates"]));
        Assert.DoesNotContain(Keys(Spec), key => key is "script" or "source" or "podSpecPatch" or "http" or "resource");
    }

    [Fact]
    public void It_can_write_results_but_no_photos()
    {
        var mounts = Items(Container["volumeMounts"]).Cast<YamlMappingNode>()
            .ToDictionary(mount => mount["mountPath"].ToString());
        var photos = Items(Spec["volumes"]).Single(volume => volume["name"].ToString() == "photos");

        Assert.Equal("true", mounts["/ofo-share"]["readOnly"].ToString());
        Assert.Equal("photos", mounts["/ofo-share"]["name"].ToString());
        Assert.Equal("true", photos["persistentVolumeClaim"]["readOnly"].ToString());
        Assert.DoesNotContain("readOnly", Keys(mounts["/ofo-share/argo-output"]));
    }

    [Fact]
    public void On_CephFS_it_can_write_results_but_no_photos()
    {
        var spec = Manifests.Render("cephfs").Read("WorkflowTemplate", "ofo-metashape")["spec"];
        var mounts = Items(spec["templates"][0]["container"]["volumeMounts"]).Cast<YamlMappingNode>()
            .ToDictionary(mount => mount["mountPath"].ToString());

        Assert.Equal("true", mounts["/ofo-share"]["readOnly"].ToString());
        Assert.Equal("argo-output", mounts["/ofo-share/argo-output"]["subPath"].ToString());
        Assert.Single(Items(spec["volumes"]), volume => Keys(volume).Contains("claimName"));
    }

    [Fact]
    public void With_the_component_gpu_it_asks_for_one()
    {
        var spec = Manifests.Render("gpu").Read("WorkflowTemplate", "ofo-metashape")["spec"];

        Assert.Equal("1", spec["templates"][0]["container"]["resources"]["limits"]["nvidia.com/gpu"].ToString());
        Assert.DoesNotContain("nodeAffinity", Keys(spec["affinity"]));
        Assert.Contains("podAntiAffinity", Keys(spec["affinity"]));
    }

    [Fact]
    public void The_licence_server_comes_from_its_secret()
    {
        var variable = Items(Container["env"]).Single(item => item["name"].ToString() == "AGISOFT_FLS");

        Assert.Equal("agisoft-license", variable["valueFrom"]["secretKeyRef"]["name"].ToString());
        Assert.Equal("license_server", variable["valueFrom"]["secretKeyRef"]["key"].ToString());
    }

    [Fact]
    public void Its_pods_repel_each_other_by_a_label_that_they_carry()
    {
        var label = (YamlMappingNode)Spec["podMetadata"]["labels"];
        var term = Spec["affinity"]["podAntiAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"][0];

        Assert.Equal("kubernetes.io/hostname", term["topologyKey"].ToString());
        Assert.Equal(label, term["labelSelector"]["matchLabels"]);
    }

    [Fact]
    public void Its_pods_run_as_the_user_that_makes_the_folder_of_the_run()
    {
        Assert.Equal("1654", Spec["securityContext"]["runAsUser"].ToString());
        Assert.Equal("true", Spec["securityContext"]["runAsNonRoot"].ToString());
        Assert.Equal("RuntimeDefault", Spec["securityContext"]["seccompProfile"]["type"].ToString());
        Assert.Equal("false", Container["securityContext"]["allowPrivilegeEscalation"].ToString());
        Assert.Equal("ALL", Container["securityContext"]["capabilities"]["drop"][0].ToString());
    }

    [Fact]
    public void Every_wait_has_an_end_and_a_failed_run_is_kept_longest()
    {
        const int day = 86400;
        var onNode = Number(Template["activeDeadlineSeconds"]);
        var keptAfterSuccess = Number(Spec["ttlStrategy"]["secondsAfterSuccess"]);

        Assert.InRange(onNode, 2 * day, 7 * day);
        Assert.InRange(Number(Spec["activeDeadlineSeconds"]), onNode + day, 30 * day);
        Assert.InRange(keptAfterSuccess, day, 7 * day);
        Assert.InRange(Number(Spec["ttlStrategy"]["secondsAfterFailure"]), 7 * day, 30 * day);
        Assert.Equal("OnPodSuccess", Spec["podGC"]["strategy"].ToString());
    }

    [Fact]
    public void What_the_cluster_did_is_tried_again_and_what_Metashape_said_is_not()
    {
        var strategy = Template["retryStrategy"];
        var expression = strategy["expression"].ToString();
        var lists = ExitCodes().Matches(expression).ToDictionary(
            match => match.Groups["not"].Success ? "not in" : "in",
            match => match.Groups["codes"].Value);

        // Argo asks the policy first: the expression decides alone only with this one.
        Assert.Equal("Always", strategy["retryPolicy"].ToString());
        Assert.InRange(Number(strategy["limit"]), 1, 5);
        Assert.Equal(["in", "not in"], lists.Keys.Order());
        Assert.Equal("0, 1", lists["not in"]);
        Assert.Equal("-1, 128, 137, 143, 241", lists["in"]);
        Assert.Contains("OOMKilled", expression, StringComparison.Ordinal);
    }

    private static string ValueOf(string parameter) => $"{{{{workflow.parameters.{parameter}}}}}";

    private static IEnumerable<YamlNode> Items(YamlNode list) => ((YamlSequenceNode)list).Children;

    private static int Number(YamlNode node) => int.Parse(node.ToString(), CultureInfo.InvariantCulture);

    private static IEnumerable<string> Keys(YamlNode node) =>
        node.AllNodes.OfType<YamlMappingNode>().SelectMany(map => map.Children.Keys).Select(key => key.ToString());

    private static IEnumerable<(string Path, string Value)> Scalars(YamlNode node, string path) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(child => Scalars(child.Value, $"{path}/{child.Key}")),
        YamlSequenceNode list => list.Children.SelectMany((child, i) => Scalars(child, $"{path}/{i}")),
        _ => [(path, node.ToString())],
    };

    [GeneratedRegex(@"asInt\(lastRetry\.exitCode\) (?<not>not )?in \[(?<codes>[-0-9, ]+)\]")]
    private static partial Regex ExitCodes();
}
