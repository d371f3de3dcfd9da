using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Workflows.Argo;
using YamlDotNet.RepresentationModel;

namespace OfoWatcher.Tests.Deploy;

/// <summary>A WorkflowTemplate of <c>deploy/</c>, and the parts of it that tests look at.</summary>
internal sealed class WorkflowTemplateYaml(YamlMappingNode document)
{
    public YamlMappingNode Spec { get; } = (YamlMappingNode)document["spec"];

    public string Name => document["metadata"]["name"].ToString();

    public IReadOnlyList<string> Parameters =>
        [.. Items(Spec["arguments"]["parameters"]).Select(parameter => parameter["name"].ToString())];

    /// <summary>The templates that make a pod.</summary>
    public IEnumerable<YamlMappingNode> Pods =>
        Templates.Where(template => template.Children.ContainsKey("container"));

    /// <summary>Those whose pod runs Metashape.</summary>
    public IEnumerable<YamlMappingNode> MetashapePods =>
        Pods.Where(pod =>
            pod["container"]["image"].ToString().Contains("/automate-metashape", StringComparison.Ordinal));

    public IEnumerable<YamlMappingNode> Tasks => Items(Template("run")["dag"]["tasks"]).Cast<YamlMappingNode>();

    /// <summary>The one that a watcher of that pipeline uses.</summary>
    public static WorkflowTemplateYaml Of(ArgoPipeline pipeline) => new(Manifests.Parse(
        File.ReadAllText(Repository.PathOf("deploy", new ArgoOptions { Pipeline = pipeline }.Manifest))));

    private IEnumerable<YamlMappingNode> Templates => Items(Spec["templates"]).Cast<YamlMappingNode>();

    public YamlMappingNode Template(string name) => Templates.Single(template => template["name"].ToString() == name);

    public static IEnumerable<YamlNode> Items(YamlNode list) => ((YamlSequenceNode)list).Children;

    public static IEnumerable<string> Texts(YamlNode list) => Items(list).Select(item => item.ToString());

    public static IEnumerable<string> Keys(YamlNode node) =>
        node.AllNodes.OfType<YamlMappingNode>().SelectMany(map => map.Children.Keys).Select(key => key.ToString());

    /// <summary>All values with the path to them.</summary>
    public static IEnumerable<(string Path, string Value)> Scalars(YamlNode node, string path = "") => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(child => Scalars(child.Value, $"{path}/{child.Key}")),
        YamlSequenceNode list => list.Children.SelectMany((child, i) => Scalars(child, $"{path}/{i}")),
        _ => [(path, node.ToString())],
    };
}
