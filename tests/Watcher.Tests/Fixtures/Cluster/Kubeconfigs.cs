using System.Collections.Concurrent;

namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>Files by which programs find a test cluster, as <c>kubectl</c> and the watcher read them.</summary>
/// <param name="server">Whose certificate, where it has one, is taken as it is.</param>
internal sealed class Kubeconfigs(Uri server) : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ConcurrentDictionary<string, string> written = new();

    /// <summary>The file of a user whose context is the namespace.</summary>
    public string PathOf(string ns, string user) => written.GetOrAdd($"{ns}-{user}", name => Write(name, ns, user));

    public void Dispose() => folder.Dispose();

    private string Write(string name, string ns, string user)
    {
        var path = folder[$"{name}.yaml"];
        File.WriteAllText(path, $$"""
            apiVersion: v1
            kind: Config
            current-context: test
            contexts:
            - name: test
              context: { cluster: test, user: {{user}}, namespace: {{ns}} }
            clusters:
            - name: test
              cluster: { server: "{{server.GetLeftPart(UriPartial.Authority)}}", insecure-skip-tls-verify: true }
            users:
            - name: {{user}}
              user: { token: {{TestUsers.TokenOf(user)}} }
            """);
        return path;
    }
}
