using System.Collections.Concurrent;

namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>What containers have printed: the part of a kubelet that tests need.</summary>
internal sealed class ContainerLogs
{
    private readonly ConcurrentDictionary<(string Ns, string Pod, string Container), IReadOnlyList<string>> logs = [];

    public void Set(string ns, string pod, string container, IReadOnlyList<string> lines) =>
        logs[(ns, pod, container)] = lines;

    /// <summary>The containers of a pod that have a log.</summary>
    public IReadOnlyList<string> ContainersOf(string ns, string pod) =>
        [.. logs.Keys.Where(key => key.Ns == ns && key.Pod == pod).Select(key => key.Container).Order()];

    /// <summary>The log as text, its last lines only when a number is given; null when there is none.</summary>
    public string? Read(string ns, string pod, string container, int? tailLines)
    {
        if (!logs.TryGetValue((ns, pod, container), out var lines))
            return null;
        var wanted = tailLines is { } count ? lines.TakeLast(count) : lines;
        return string.Concat(wanted.Select(line => line + "\n"));
    }
}
