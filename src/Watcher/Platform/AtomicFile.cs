using System.Text;

namespace OfoWatcher.Platform;

/// <summary>
/// Writes files that a reader sees whole or not at all: to a temporary name in the same folder, flushed to disk,
/// renamed over, and the folder flushed, so that neither a crash nor a full volume leaves half a file under the name.
/// </summary>
internal static class AtomicFile
{
    /// <summary>Names of unfinished files start with this; a reader of the folder passes them over.</summary>
    public const string TemporaryPrefix = ".writing-";

    /// <exception cref="IOException">The volume is full, read-only or gone; the file is as it was before.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void WriteText(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="WriteText"/>
    public static void Write(string path, ReadOnlySpan<byte> content) =>
        Write(path, content, static (stream, bytes) => stream.Write(bytes));

    /// <summary>Writes a file that nobody has written yet.</summary>
    /// <returns>False when there is one of that name, which stays as it is.</returns>
    /// <inheritdoc cref="WriteText" path="/exception"/>
    public static bool TryCreate(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            Write(path, content, static (stream, bytes) => stream.Write(bytes), overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    /// <summary>
    /// Writes a file anew, unless it is gone by the time that its new content is on the disk, just before the rename.
    /// </summary>
    /// <returns>False when it is gone.</returns>
    /// <inheritdoc cref="WriteText" path="/exception"/>
    public static bool TryReplace(string path, ReadOnlySpan<byte> content) =>
        TryReplace(path, content, static (stream, bytes) => stream.Write(bytes));

    /// <inheritdoc cref="TryReplace(string, ReadOnlySpan{byte})"/>
    public static bool TryReplace<T>(string path, T content, Action<Stream, T> write)
        where T : allows ref struct => Write(path, content, write, overwrite: true, onlyIfThere: true);

    /// <summary>Writes what need not be in memory as a whole.</summary>
    /// <param name="write">Writes the content; when it throws, the file is as it was before.</param>
    /// <inheritdoc cref="WriteText" path="/exception"/>
    public static void Write<T>(string path, T content, Action<Stream, T> write)
        where T : allows ref struct => Write(path, content, write, overwrite: true);

    private static bool Write<T>(
        string path, T content, Action<Stream, T> write, bool overwrite, bool onlyIfThere = false)
        where T : allows ref struct
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var temporary = Path.Combine(folder, TemporaryPrefix + Guid.NewGuid().ToString("N"));
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read))
            {
                write(stream, content);
                stream.Flush(flushToDisk: true);
            }

            if (onlyIfThere && !File.Exists(path))
            {
                File.Delete(temporary);
                return false;
            }

            File.Move(temporary, path, overwrite);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        FlushFolder(folder);
        return true;
    }

    /// <summary>Makes the names in a folder durable: without it a rename may be lost by a power cut.</summary>
    public static unsafe void FlushFolder(string folder)
    {
        var name = Encoding.UTF8.GetBytes(folder + '\0');
        fixed (byte* path = name)
        {
            var handle = Libc.OpenAt(Libc.AtCurrentFolder, path, Libc.DirectoryFlags(follow: true), 0);
            if (handle < 0)
                return; // The rename has happened; a file system that cannot open its folders cannot flush them either.
            _ = Libc.Flush(handle);
            _ = Libc.Close(handle);
        }
    }
}
