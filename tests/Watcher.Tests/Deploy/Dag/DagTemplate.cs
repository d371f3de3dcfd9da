using OfoWatcher.Tests.Fixtures;
using YamlDotNet.RepresentationModel;

namespace OfoWatcher.Tests.Deploy.Dag;

/// <summary>The DAG with which a WorkflowTemplate begins.</summary>
internal sealed class DagTemplate
{
    private DagTemplate(IReadOnlyList<DagTask> tasks)
    {
        Tasks = tasks;
        var names = tasks.Select(task => task.Name).ToHashSet();
        foreach (var task in tasks)
        {
            if (task.Dependencies.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
                throw new FormatException($"{task.Name} depends on {unknown}, which is no task");
        }
    }

    public IReadOnlyList<DagTask> Tasks { get; }

    /// <summary>Those which no other task depends on: by them Argo judges the whole.</summary>
    public IEnumerable<DagTask> Leaves =>
        Tasks.Where(task => !Tasks.Any(other => other.Dependencies.Contains(task.Name)));

    /// <summary>The DAG of a file under <c>deploy/</c>.</summary>
    public static DagTemplate Of(string file) => Parse(File.ReadAllText(Repository.PathOf("deploy", file)));

    /// <exception cref="FormatException">A <c>depends</c> cannot be read, or names no task.</exception>
    public static DagTemplate Parse(string yaml)
    {
        var spec = Manifests.Parse(yaml)["spec"];
        var entrypoint = ((YamlSequenceNode)spec["templates"]).Single(template =>
            template["name"].ToString() == spec["entrypoint"].ToString());
        return new DagTemplate(
            [.. ((YamlSequenceNode)entrypoint["dag"]["tasks"]).Cast<YamlMappingNode>().Select(Task)]);
    }

    private static DagTask Task(YamlMappingNode task) => new(
        task["name"].ToString(),
        Text(task, "depends") is { } depends ? Condition.Parse(depends) : null,
        Text(task, "when"),
        task["template"].ToString(),
        task.Children.ContainsKey("continueOn"));

    private static string? Text(YamlMappingNode task, string key) =>
        task.Children.TryGetValue(key, out var value) ? value.ToString() : null;
}
