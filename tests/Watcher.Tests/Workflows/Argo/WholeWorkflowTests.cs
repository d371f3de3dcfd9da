using System.IO.Compression;
using System.Text;
using System.Text.Json;
using OfoWatcher.Workflows.Argo;
using static OfoWatcher.Tests.Workflows.Argo.StepTexts;

namespace OfoWatcher.Tests.Workflows.Argo;

public sealed class WholeWorkflowTests
{
    private const string Nodes = """
        {
          "oak-1": { "id": "oak-1", "name": "oak-1", "type": "Retry", "phase": "Failed", "finishedAt": "2026-06-12T12:00:00Z" },
          "oak-1-11": { "id": "oak-1-11", "name": "oak-1(0)", "type": "Pod", "templateName": "metashape", "phase": "Error",
                        "message": "node lost", "finishedAt": "2026-06-12T10:00:00Z" },
          "oak-1-22": { "id": "oak-1-22", "name": "oak-1(1)", "type": "Pod", "templateName": "metashape", "phase": "Failed",
                        "message": "Error (exit code 1)", "finishedAt": "2026-06-12T12:00:00Z" }
        }
        """;

    [Fact]
    public void Nodes_that_Argo_packed_are_read_too()
    {
        var packed = Convert.ToBase64String(Pack(Nodes));

        Assert.Equal(3, Parse($$"""{ "phase": "Failed", "compressedNodes": "{{packed}}" }""").Nodes.Count);
    }

    [Theory]
    [InlineData("no base64!")]
    [InlineData("aGVsbG8=")]
    public void Packed_nodes_that_cannot_be_unpacked_are_an_error_and_no_empty_history(string packed) =>
        Assert.Throws<JsonException>(() => Parse($$"""{ "phase": "Failed", "compressedNodes": "{{packed}}" }"""));

    [Theory]
    [InlineData("""{ "phase": "Error", "message": "invalid spec" }""", true)]
    [InlineData("""{ "phase": "Failed", "message": "invalid spec: entrypoint is missing" }""", true)]
    [InlineData("""{ "phase": "Failed", "startedAt": "2026-06-12T10:00:00Z", "finishedAt": "2026-06-12T10:00:01Z" }""", true)]
    [InlineData("""{ "phase": "Failed", "startedAt": "2026-06-12T10:00:00Z", "finishedAt": "2026-06-12T11:00:00Z" }""", false)]
    [InlineData("""{ "phase": "Failed", "offloadNodeStatusVersion": "fnv:123" }""", false)]
    [InlineData("""{ "phase": "Succeeded" }""", false)]
    [InlineData("{}", false)]
    public void A_specification_is_wrong_when_the_run_ended_badly_at_once_before_any_pod(string status, bool isWrong) =>
        Assert.Equal(isWrong, Parse(status).IsSpecificationWrong);

    [Fact]
    public void A_run_that_was_stopped_before_its_first_pod_was_not_refused() =>
        Assert.False(Parse("""{ "phase": "Failed" }""", """{ "shutdown": "Stop" }""").IsSpecificationWrong);

    [Theory]
    [InlineData("oak-1", "oak-1", "metashape", null, "oak-1")]
    [InlineData("oak-1-22", "oak-1(1)", "metashape", null, "oak-1-metashape-22")]
    [InlineData("oak-1-22", "oak-1.step", null, null, "oak-1-22")]
    [InlineData("oak-1-22", "oak-1(1)", "metashape", "v1", "oak-1-22")]
    public void A_pod_has_the_name_that_Argo_gives_it(
        string id, string name, string? template, string? format, string pod)
    {
        var workflow = Parse("{}");
        if (format is not null)
            workflow.Metadata.Annotations = new Dictionary<string, string> { ["workflows.argoproj.io/pod-name-format"] = format };

        Assert.Equal(
            pod,
            WorkflowReader.PodNameOf(workflow, new WorkflowNode { Id = id, Name = name, TemplateName = template }));
    }

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
