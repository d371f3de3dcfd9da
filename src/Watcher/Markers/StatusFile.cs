using System.Collections.Concurrent;
using System.Text;
using OfoWatcher.Platform;

namespace OfoWatcher.Markers;

/// <summary><c>status.txt</c>: where a project stands, in words, for the pilot who looks into its folder.</summary>
/// <param name="isReadOnly">Whether it is only remembered what would stand there.</param>
internal sealed class StatusFile(bool isReadOnly = false)
{
    public const string FileName = "status.txt";

    // Anybody who may write to the volume can leave one.
    private const int LargestBytes = 64 * 1024;

    private readonly ConcurrentDictionary<string, string> written = new();

    /// <summary>Writes the words unless they stand there already.</summary>
    /// <returns>Whether they are new.</returns>
    /// <exception cref="IOException">The output volume is full, read-only or gone.</exception>
    public bool Write(string projectOutput, string words)
    {
        var path = Path.Combine(projectOutput, FileName);
        if (written.GetOrAdd(path, p => Read(Path.GetDirectoryName(p)!) ?? "") == words)
            return false;
        if (!isReadOnly)
        {
            Directory.CreateDirectory(projectOutput);
            AtomicFile.WriteText(path, words + "\n");
        }

        written[path] = words;
        return true;
    }

    /// <summary>The words that stand there; null when there are none.</summary>
    public static string? Read(string projectOutput)
    {
        using var file = PlainFile.Open(projectOutput, FileName);
        return file?.ReadAll(LargestBytes) is { } words ? Encoding.UTF8.GetString(words).Trim() : null;
    }
}
