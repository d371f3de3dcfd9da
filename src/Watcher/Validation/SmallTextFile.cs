using System.Text;
using OfoWatcher.Platform;

namespace OfoWatcher.Validation;

/// <summary>
/// Reads what people and programs leave in a project's folder beside the photos. It may be anything: a link out of the
/// share, a pipe, gigabytes of one line.
/// </summary>
internal static class SmallTextFile
{
    /// <summary>Characters of a line that are kept: more than any path has.</summary>
    public const int LongestLine = 8 * 1024;

    /// <summary>Reads a file line by line: UTF-8, or UTF-16 with its mark; any kind of line ends.</summary>
    /// <param name="mostBytes">What lies behind this is not read.</param>
    /// <returns>
    /// The lines, made one by one, each cut at <see cref="LongestLine"/>, and whether all bytes were read; null when
    /// there is no such regular file.
    /// </returns>
    /// <exception cref="IOException">The share failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be entered.</exception>
    public static (IEnumerable<string> Lines, bool IsWhole)? Read(string folder, string name, int mostBytes)
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
            return (LinesOf(bytes, length), status.Size <= (ulong)mostBytes);
        }
        catch (Exception e) when (e is FileNotFoundException or UnauthorizedAccessException)
        {
            return null; // Deleted meanwhile, or not for the watcher's eyes: as if it were not there.
        }
    }

    private static IEnumerable<string> LinesOf(byte[] bytes, int length)
    {
        using var reader = new StreamReader(new MemoryStream(bytes, 0, length), Encoding.UTF8);
        var line = new StringBuilder();
        var isAfterReturn = false;
        for (int character; (character = reader.Read()) >= 0;)
        {
            var isSecondOfTwo = character == '\n' && isAfterReturn;
            isAfterReturn = character == '\r';
            if (character is '\r' or '\n')
            {
                if (!isSecondOfTwo)
                    yield return line.ToString();
                line.Clear();
            }
            else if (line.Length < LongestLine)
            {
                line.Append((char)character);
            }
        }

        if (line.Length > 0)
            yield return line.ToString();
    }
}
