using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.EventEmitters;

namespace OfoWatcher.Workflows.Argo;

/// <summary>
/// Writes a Workflow as YAML in which every text stays one, whatever reads it: a project called <c>12e34</c> is a
/// number to some readers and <c>2026-06-12</c> a date, where neither is quoted.
/// </summary>
internal static class WorkflowYaml
{
    private static readonly ISerializer Serializer = new SerializerBuilder()
        .WithQuotingNecessaryStrings(quoteYaml1_1Strings: true)
        .WithEventEmitter(next => new NumberQuoter(next))
        .WithIndentedSequences()
        .Build();

    public static string Write(Workflow workflow) =>
        Serializer.Serialize(Plain(JsonNode.Parse(KubernetesJson.Serialize(workflow))!)!);

    private static object? Plain(JsonNode? node) => node switch
    {
        JsonObject members => members.ToDictionary(member => member.Key, member => Plain(member.Value)),
        JsonArray items => items.Select(Plain).ToList(),
        JsonValue number when number.GetValueKind() == JsonValueKind.Number => number.GetValue<long>(),
        _ => node?.GetValue<string>(), // Besides whole numbers a submitted Workflow holds nothing but texts.
    };

    /// <summary>The serializer quotes what it takes for a number itself, which is less than what others do.</summary>
    private sealed class NumberQuoter(IEventEmitter next) : ChainedEventEmitter(next)
    {
        public override void Emit(ScalarEventInfo eventInfo, IEmitter emitter)
        {
            if (eventInfo.Source.Value is string and [(>= '0' and <= '9') or '-' or '+' or '.', ..])
                eventInfo.Style = ScalarStyle.DoubleQuoted;
            base.Emit(eventInfo, emitter);
        }
    }
}
