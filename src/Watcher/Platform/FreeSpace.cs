namespace OfoWatcher.Platform;

/// <summary>How much room a volume has left.</summary>
internal static class FreeSpace
{
    /// <summary>
    /// Bytes that the watcher's user may still write to the volume that a folder lies on (statvfs); null when the
    /// folder is not there or its volume does not tell. A network's volume may let it wait.
    /// </summary>
    public static long? At(string? folder) => SpaceAt(folder)?.Free;

    /// <summary>The same with the volume's size.</summary>
    /// <inheritdoc cref="At" path="/summary"/>
    public static VolumeSpace? SpaceAt(string? folder)
    {
        try
        {
            if (folder is null || !Directory.Exists(folder))
                return null;
            var drive = new DriveInfo(folder);
            return new VolumeSpace(drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // Not knowing is an answer here: nothing is found then.
        }
    }
}

/// <summary>The room of a volume, in bytes.</summary>
/// <param name="Free">What the watcher's user may still write.</param>
/// <param name="Size">All of it.</param>
internal readonly record struct VolumeSpace(long Free, long Size);
