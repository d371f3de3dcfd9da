using OfoWatcher.Intake;
using OfoWatcher.Platform;

namespace OfoWatcher.Metashape;

/// <summary>Files on the share that are opened for what they say: anybody may have put anything in their
/// place.</summary>
internal static class ShareFile
{
    /// <summary>
    /// Whether a path is a file within the root: a pipe would keep its reader waiting for ever, and a link, or a folder
    /// on the way that is one, may lead to what is nobody's business.
    /// </summary>
    /// <exception cref="IOException">The share failed.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way may not be entered.</exception>
    public static bool IsWithin(string root, string path) =>
        FileStatus.Find(path, follow: true) is { IsRegularFile: true } && LeadsWithin(root, path);

    /// <summary>Whether a path is a folder below the root.</summary>
    /// <exception cref="IOException">The share failed.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way may not be entered.</exception>
    public static bool IsFolderWithin(string root, string path) =>
        FileStatus.Find(path, follow: true) is { IsFolder: true } && LeadsWithin(root, path);

    private static bool LeadsWithin(string root, string path) =>
        LinkTarget.Resolve(RawPath.Of(path), root).Fault is null;

    /// <summary>The file's bytes; one more than <paramref name="most"/> when it holds more than that.</summary>
    /// <exception cref="IOException">It cannot be read now.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] ReadAtMost(string path, int most)
    {
        using var stream = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[Math.Min(stream.Length, most) + 1];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
