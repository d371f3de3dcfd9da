using System.Security.Cryptography;
using System.Text;

namespace OfoWatcher.Markers;

/// <summary>
/// Who is to be told of an event, and who was. It stands in the file that tells of the event itself, so that each is
/// told once, whatever happens to the watcher.
/// </summary>
internal sealed record Notice
{
    private static readonly Dictionary<string, DateTimeOffset> NoTimes = [];
    private static readonly Dictionary<string, string> NoWords = [];

    /// <summary>The event's own, by which a receiver knows one that comes again: 32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The webhooks, by their names in the settings, that have not been told yet.</summary>
    public required IReadOnlyList<string> Due { get; init; }

    /// <summary>When those were told that were.</summary>
    /// <remarks>The reader sets what a file does not hold to null.</remarks>
    public IReadOnlyDictionary<string, DateTimeOffset> Delivered { get; init => field = value ?? NoTimes; } = NoTimes;

    /// <summary>Why those were given up that would not be told.</summary>
    public IReadOnlyDictionary<string, string> GivenUp { get; init => field = value ?? NoWords; } = NoWords;

    /// <summary>A new one; null when nobody is to be told.</summary>
    /// <param name="kind">What kind of event it is.</param>
    /// <param name="at">When it was noticed.</param>
    public static Notice? Of(string project, string kind, DateTimeOffset at, IReadOnlyList<string> due) =>
        due.Count == 0 ? null : new Notice { Id = IdOf($"{project}\0{kind}\0{at.UtcTicks}"), Due = due };

    private static string IdOf(string what) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)).AsSpan(0, 16));
}
