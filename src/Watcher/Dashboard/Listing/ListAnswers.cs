using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OfoWatcher.Dashboard.Listing;

/// <summary>
/// The answers of the latest snapshot, kept while it is the latest, by the words in which they were asked for: most who
/// look see the same page.
/// </summary>
internal sealed class ListAnswers
{
    private const int MostBytes = 4 << 20;

    private volatile Kept kept = new(null);

    /// <summary>An answer that was made before; null when none was.</summary>
    public byte[]? Find(ProjectSnapshot snapshot, QueryString words) =>
        kept is var answers && ReferenceEquals(answers.Snapshot, snapshot)
            ? answers.Bytes.GetValueOrDefault(words.Value ?? "")
            : null;

    /// <summary>A part of the list as JSON.</summary>
    /// <param name="query">What the words ask for.</param>
    public byte[] Make(ProjectSnapshot snapshot, QueryString words, ListQuery query)
    {
        var answers = kept;
        if (!ReferenceEquals(answers.Snapshot, snapshot))
            kept = answers = new Kept(snapshot);
        var made = JsonSerializer.SerializeToUtf8Bytes(ListPage.Of(snapshot, query), ListPageJson.Default.ListPage);
        if (Interlocked.Add(ref answers.Size, made.Length) <= MostBytes)
            answers.Bytes[words.Value ?? ""] = made;
        return made;
    }

    private sealed class Kept(ProjectSnapshot? snapshot)
    {
        public int Size;

        public ProjectSnapshot? Snapshot => snapshot;

        public ConcurrentDictionary<string, byte[]> Bytes { get; } = new(StringComparer.Ordinal);
    }
}
