using System.Collections.Concurrent;
using System.Diagnostics;
using k8s;
using k8s.Models;
using OfoWatcher.Tests.Fixtures;
using YamlDotNet.RepresentationModel;

namespace OfoWatcher.Tests.Deploy;

/// <summary>What kustomize makes of <c>deploy/</c>, and the documents in it.</summary>
internal sealed class Manifests
{
    public const string Namespace = "argo";
    public const string Watcher = "ofo-watcher";

    /// <summary>The components that a kustomization may add; the empty one is the base alone.</summary>
    public static readonly TheoryData<string> Variants = ["", "cephfs", "cronjob", "gpu"];

    // kubectl takes half a second, and what it renders does not change while tests run.
    private static readonly ConcurrentDictionary<string, Lazy<Manifests>> Rendered = [];

    private readonly Dictionary<(string Kind, string Name), string> documents;

    private Manifests(IEnumerable<string> documents) =>
        this.documents = documents.ToDictionary(IdentityOf);

    public IEnumerable<(string Kind, string Name)> Identities => documents.Keys;

    public V1Deployment Deployment => Read<V1Deployment>("Deployment", Watcher);

    public V1CronJob CronJob => Read<V1CronJob>("CronJob", Watcher);

    /// <summary>The daemon's pods and those of the single passes.</summary>
    public IReadOnlyList<V1PodSpec> WatcherPods =>
        [Deployment.Spec.Template.Spec, CronJob.Spec.JobTemplate.Spec.Template.Spec];

    /// <summary>The base with a component.</summary>
    public static Manifests Render(string variant)
    {
        Shell.Require("kubectl");
        return Rendered.GetOrAdd(variant, key => new Lazy<Manifests>(() => RenderVariant(key))).Value;
    }

    /// <summary>Renders a kustomization that lies in a folder, and fails the test where there is any warning.</summary>
    public static Manifests Render(TemporaryFolder folder, string kustomization)
    {
        File.WriteAllText(folder["kustomization.yaml"], kustomization);
        return RenderFolder(folder.Path);
    }

    /// <summary>Renders a folder that holds a kustomization.</summary>
    public static Manifests RenderFolder(string folder)
    {
        Shell.Require("kubectl");
        using var kubectl = Process.Start(new ProcessStartInfo("kubectl", ["kustomize", folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = kubectl.StandardError.ReadToEndAsync();
        var output = kubectl.StandardOutput.ReadToEnd();
        kubectl.WaitForExit();
        Assert.Equal("", errors.Result);
        Assert.Equal(0, kubectl.ExitCode);
        return new Manifests(output.Split("\n---\n"));
    }

    /// <summary>
    /// A part of <c>deploy/</c> as a kustomization in another folder names it, which takes no absolute paths.
    /// </summary>
    public static string Below(TemporaryFolder folder, params string[] parts) =>
        Path.GetRelativePath(folder.Path, Repository.PathOf(["deploy", .. parts]));

    /// <summary>A document as the API's own type; a field that the type does not know fails the test.</summary>
    public T Read<T>(string kind, string name) => KubernetesYaml.Deserialize<T>(documents[(kind, name)], strict: true);

    /// <summary>A document of a kind that the client has no type for.</summary>
    public YamlMappingNode Read(string kind, string name) => Parse(documents[(kind, name)]);

    /// <summary>The namespace of a document; null for what belongs to the cluster.</summary>
    public string? NamespaceOf((string Kind, string Name) identity) =>
        Parse(documents[identity])["metadata"] is YamlMappingNode metadata
        && metadata.Children.TryGetValue("namespace", out var name) ? name.ToString() : null;

    public static YamlMappingNode Parse(string document)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(document));
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    private static Manifests RenderVariant(string variant)
    {
        using var folder = new TemporaryFolder();
        var component = variant.Length == 0 ? "" : $"components: [ {Below(folder, "components", variant)} ]";
        return Render(folder, $"""
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources: [ {Below(folder)} ]
            {component}
            """);
    }

    private static (string Kind, string Name) IdentityOf(string document)
    {
        var root = Parse(document);
        return (root["kind"].ToString(), root["metadata"]["name"].ToString());
    }
}
