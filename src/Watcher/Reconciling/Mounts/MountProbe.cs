using OfoWatcher.Platform;

namespace OfoWatcher.Reconciling.Mounts;

/// <summary>Tries whether a volume does what the watcher needs of it. Any of this may hang with the volume.</summary>
internal static class MountProbe
{
    /// <summary>Tries to read a folder.</summary>
    /// <returns>Null when it can be read, otherwise why not.</returns>
    public static string? Read(string folder)
    {
        try
        {
            _ = Directory.EnumerateFileSystemEntries(folder).FirstOrDefault();
            // A name from the kernel's memory proves nothing about a network's volume; how full it is, is asked anew.
            _ = new DriveInfo(folder).AvailableFreeSpace;
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return e.Message.TrimEnd('.');
        }
    }

    /// <summary>
    /// Tries whether a folder could be written to, without writing: it is asked also by one that stands by, and every
    /// pass of the one that acts writes.
    /// </summary>
    /// <inheritdoc cref="Read" path="/returns"/>
    public static string? Write(string folder) =>
        Read(folder)
        ?? (Libc.MayWrite(folder) is { } fault ? $"{folder}: {fault}" : null)
        ?? (FreeSpace.At(folder) == 0 ? "its volume is full" : null);
}
