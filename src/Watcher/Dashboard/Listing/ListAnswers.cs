using System.Collections.Concurrent;
using System.Text.Json;

namespace OfoWatcher.Dashboard.Listing;

/// <summary>The answers of the latest snapshot, kept while it is the latest: most who look see the same page.</summary>
internal sealed class ListAnswers
{
    private const int MostBytes = 4 << 20;

    private volatile Kept kept = new(null);

    /// <summary>A part of the list as JSON.</summary>
    public byte[] Of(ProjectSnapshot snapshot, ListQuery query)
    {
        var answers = kept;
        if (!ReferenceEquals(answers.Snapshot, snapshot))
            kept = answers = new Kept(snapshot);
        if (answers.Bytes.TryGetValue(query, out var known))
            return known;
        var made = JsonSerializer.SerializeToUtf8Bytes(ListPage.Of(snapshot, query), ListPageJson.Default.ListPage);
        if (Interlocked.Add(ref answers.Size, made.Length) <= MostBytes)
            answers.Bytes[query] = made;
        return made;
    }

    private sealed class Kept(ProjectSnapshot? snapshot)
    {
        public int Size;

        public ProjectSnapshot? Snapshot => snapshot;

        public ConcurrentDictionary<ListQuery, byte[]> Bytes { get; } = new();
    }
}
