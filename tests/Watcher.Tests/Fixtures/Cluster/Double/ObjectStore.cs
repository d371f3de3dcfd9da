using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace OfoWatcher.Tests.Fixtures.Cluster.Double;

/// <summary>
/// All objects of the double, with one count of versions over all of them and a history for watches: what etcd and the
/// server's watch cache are to a real one.
/// </summary>
internal sealed class ObjectStore
{
    /// <summary>Versions below it are always too old, as those from before a server's start are.</summary>
    private const long First = 1000;

    private readonly Lock gate = new();
    private readonly Dictionary<ApiKind, SortedList<string, StoredObject>> objects = [];
    private readonly LinkedList<ObjectChange> history = [];
    private readonly HashSet<ChannelWriter<ObjectChange>> watchers = [];
    private long version = First;
    private long oldest = First;

    /// <summary>How many changes a watch can look back.</summary>
    public int HistoryWindow { get; set; } = 100_000;

    public StoredObject? Find(ApiKind kind, string? ns, string name)
    {
        lock (gate)
            return Of(kind).GetValueOrDefault(StoredObject.KeyOf(ns, name));
    }

    /// <summary>All of a kind in a namespace, or in all of them, and the version at which that is so.</summary>
    public (IReadOnlyList<StoredObject> Objects, long Version) List(ApiKind kind, string? ns)
    {
        lock (gate)
            return ([.. Of(kind).Values.Where(item => ns is null || item.Namespace == ns)], version);
    }

    /// <summary>Changes one object in one step.</summary>
    /// <param name="change">
    /// Makes the new content, which becomes the store's; null deletes. What it throws leaves everything as it was.
    /// </param>
    /// <returns>The object as it is now, or as it was when it was deleted.</returns>
    public StoredObject Write(ApiKind kind, string? ns, string name, Func<StoredObject?, JsonObject?> change)
    {
        lock (gate)
        {
            var of = Of(kind);
            var before = of.GetValueOrDefault(StoredObject.KeyOf(ns, name));
            var json = change(before);
            if (before is not null && JsonNode.DeepEquals(before.Json, json))
                return before;
            version++;
            var now = new StoredObject(kind, ns ?? "", name, version, json ?? before!.Json.Copy());
            now.Json.Child("metadata")["resourceVersion"] = version.ToString();
            if (json is null)
                of.Remove(now.Key);
            else
                of[now.Key] = now;
            Tell(json is null
                ? new ObjectChange(version, now, null)
                : new ObjectChange(version, before, now));
            return now;
        }
    }

    /// <summary>The changes since a version and, from the channel, all later ones.</summary>
    /// <exception cref="ApiFault">The history does not reach back that far.</exception>
    public IReadOnlyList<ObjectChange> Follow(long since, Channel<ObjectChange> channel)
    {
        lock (gate)
        {
            if (since < oldest)
                throw ApiFault.Expired(since, oldest);
            watchers.Add(channel.Writer);
            return [.. history.Where(change => change.Version > since)];
        }
    }

    public void Leave(Channel<ObjectChange> channel)
    {
        lock (gate)
            watchers.Remove(channel.Writer);
    }

    /// <summary>The version of the latest change.</summary>
    public long Version
    {
        get
        {
            lock (gate)
                return version;
        }
    }

    private SortedList<string, StoredObject> Of(ApiKind kind)
    {
        if (!objects.TryGetValue(kind, out var of))
            objects[kind] = of = new SortedList<string, StoredObject>(StringComparer.Ordinal);
        return of;
    }

    private void Tell(ObjectChange change)
    {
        history.AddLast(change);
        while (history.Count > HistoryWindow)
        {
            oldest = history.First!.Value.Version;
            history.RemoveFirst();
        }

        foreach (var watcher in watchers)
            watcher.TryWrite(change);
    }
}
