using System.Text;
using OfoWatcher.Platform;

namespace OfoWatcher.Validation;

/// <summary>
/// Reads what people and programs leave in a project's folder beside the photos. It may be anything: a link out of the
/// share, a pipe, gigabytes of one line.
/// </summary>
internal static class SmallTextFile
{
    /// <summary>Reads a file line by line: UTF-8, or UTF-16 with its mark; any kind of line ends.</summary>
    /// <param name="mostBytes">What lies behind this is not read.</param>
    /// <returns>The lines, and whether all was read; null when there is no such regular file.</returns>
    /// <exception cref="IOException">The share failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be entered.</exception>
    public static (IReadOnlyList<string> Lines, bool IsWhole)? Read(string folder, string name, int mostBytes)
    {
        var path = Path.Combine(folder, name);
        if (FileStatus.Find(path, follow: false) is not { IsRegularFile: true } status)
            return null;
        try
        {
            using var stream = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[(int)Math.Min((ulong)mostBytes, status.Size)];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            using var reader = new StreamReader(new MemoryStream(bytes, 0, length), Encoding.UTF8);
            var lines = new List<string>();
            while (reader.ReadLine() is { } line)
                lines.Add(line);
            return (lines, status.Size <= (ulong)mostBytes);
        }
        catch (Exception e) when (e is FileNotFoundException or UnauthorizedAccessException)
        {
            return null; // Deleted meanwhile, or not for the watcher's eyes: as if it were not there.
        }
    }
}
