namespace OfoWatcher.Platform;

/// <summary>
/// An exclusive lock on a file that the kernel lets go when its holder ends, however it ends. Being held is the
/// proof of life that process ids cannot give: ids are used again, after a reboot even at once.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream stream;

    private FileLock(FileStream stream) => this.stream = stream;

    /// <summary>Takes the lock, or returns null when another process, or another part of this one, holds it.</summary>
    /// <param name="path">The lock file; it is made when absent, and stays when the lock is let go.</param>
    /// <param name="holder">A line about the holder, for whoever finds the lock taken.</param>
    /// <exception cref="IOException">The file cannot be made or opened.</exception>
    public static FileLock? TryTake(string path, string holder = "")
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (IsTaken(e))
        {
            return null;
        }

        // In a file of its own, since the lock also keeps everybody else from reading the locked one.
        if (holder.Length > 0)
            AtomicFile.WriteText(HolderOf(path), holder + "\n");
        return new FileLock(stream);
    }

    /// <summary>Whether somebody holds the lock now. A file that does not exist is not held.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            // Asking for a shared lock disturbs nobody for longer than this call.
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException e) when (IsTaken(e))
        {
            return true;
        }
    }

    /// <summary>What the holder wrote about itself; empty when it wrote nothing.</summary>
    public static string ReadHolder(string path) =>
        File.Exists(HolderOf(path)) ? File.ReadAllText(HolderOf(path)).Trim() : "";

    public void Dispose() => stream.Dispose();

    private static string HolderOf(string path) => path + ".holder";

    // .NET reports EWOULDBLOCK of flock(2) as this HRESULT (11 = EAGAIN on Linux).
    private static bool IsTaken(IOException e) => (e.HResult & 0xFFFF) is 11 or 32;
}
