using System.Collections.Concurrent;

namespace OfoWatcher.Telemetry;

/// <summary>
/// What the watcher depends on and whether it works, kept by those who see it and read by probes and people.
/// </summary>
internal sealed class HealthBoard
{
    /// <summary>The latest scan could write to the output volume.</summary>
    public const string Output = "output";

    /// <summary>Runs can be launched.</summary>
    public const string Engine = "engine";

    /// <summary>The cluster tells how runs stand.</summary>
    public const string Cluster = "cluster";

    /// <summary>This replica leads, or another one does.</summary>
    public const string Leader = "leader";

    /// <summary>The latest scan could read the share and rely on it.</summary>
    public const string Share = "share";

    /// <summary>The volumes of the input roots answer, whether or not there are scans.</summary>
    public const string ShareMount = "share-mount";

    /// <summary>The output volume answers, whether or not there are scans.</summary>
    public const string OutputMount = "output-mount";

    /// <summary>All of these names.</summary>
    public static readonly IReadOnlyList<string> Names =
        [Output, Engine, Cluster, Leader, Share, ShareMount, OutputMount];

    private readonly ConcurrentDictionary<string, string> faults = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>What does not work now, in words, by what it is.</summary>
    public IReadOnlyDictionary<string, string> Faults => faults;

    /// <summary>Says how something stands.</summary>
    /// <param name="what">One of the names of this class.</param>
    /// <param name="fault">What is wrong with it, in words that say what to do; null when nothing is.</param>
    /// <returns>Whether that is news.</returns>
    public bool Set(string what, string? fault)
    {
        lock (gate) // Of several that see the same fault at once, one has the news.
        {
            if (fault is null)
                return faults.TryRemove(what, out _);
            var before = faults.GetValueOrDefault(what);
            faults[what] = fault;
            return before != fault;
        }
    }
}
