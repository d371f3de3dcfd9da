using System.Globalization;
using OfoWatcher.Platform;

namespace OfoWatcher.Commands;

/// <summary>One watcher at a time for an output folder.</summary>
internal static class OutputLock
{
    // A command that only looks whether the lock is held keeps it from being taken for that instant.
    private const int Tries = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Makes the lock file where there is none: it is also what the volume is known by, see <see cref="OutputFolder"/>.
    /// </summary>
    /// <exception cref="IOException">The folder is missing or cannot be written.</exception>
    public static void Prepare(OutputFolder output)
    {
        RefuseIfMissing(output);
        Directory.CreateDirectory(output.Cache);
        // One that is there may be locked; whoever locked it made it.
        if (!File.Exists(output.LockFile))
            new FileStream(output.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
    }

    /// <exception cref="IOException">The folder is missing.</exception>
    public static void RefuseIfMissing(OutputFolder output)
    {
        if (!Directory.Exists(output.Root))
        {
            throw new IOException(
                $"The output folder {output.Root} does not exist: mount or create it, "
                + "or set Output:Root to another one.");
        }
    }

    /// <summary>Takes the lock for as long as the result lives.</summary>
    /// <exception cref="IOException">The folder is missing, or another watcher works on it: the message says which.</exception>
    public static async Task<IDisposable> TakeAsync(OutputFolder output, TimeProvider time)
    {
        Prepare(output);
        var since = time.GetUtcNow().ToString("u", CultureInfo.InvariantCulture);
        var holder = $"process {Environment.ProcessId} on {Environment.MachineName}, started {since}";
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            if (FileLock.TryTake(output.LockFile, holder) is { } taken)
                return taken;
            await Task.Delay(Pause, time);
        }

        throw new IOException(
            $"Another watcher works on {output.Root} ({FileLock.ReadHolder(output.LockFile)}): stop it first, "
            + "or give this one another Output:Root.");
    }
}
