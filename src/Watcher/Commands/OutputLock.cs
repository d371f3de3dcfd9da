using System.Globalization;
using OfoWatcher.Platform;

namespace OfoWatcher.Commands;

/// <summary>One watcher at a time for an output folder.</summary>
internal static class OutputLock
{
    /// <summary>Takes the lock for as long as the result lives.</summary>
    /// <exception cref="IOException">The folder is missing, or another watcher works on it: the message says which.</exception>
    public static IDisposable Take(OutputFolder output, TimeProvider time)
    {
        if (!Directory.Exists(output.Root))
        {
            throw new IOException(
                $"The output folder {output.Root} does not exist: mount or create it, or set Output:Root to another one.");
        }

        Directory.CreateDirectory(output.Cache);
        var since = time.GetUtcNow().ToString("u", CultureInfo.InvariantCulture);
        var holder = $"process {Environment.ProcessId} on {Environment.MachineName}, started {since}";
        return FileLock.TryTake(output.LockFile, holder)
            ?? throw new IOException(
                $"Another watcher works on {output.Root} ({FileLock.ReadHolder(output.LockFile)}): stop it first, "
                + "or give this one another Output:Root.");
    }
}
