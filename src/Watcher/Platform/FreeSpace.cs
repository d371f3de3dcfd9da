namespace OfoWatcher.Platform;

/// <summary>How much room a volume has left.</summary>
internal static class FreeSpace
{
    /// <summary>
    /// Bytes that the watcher's user may still write to the volume that a folder lies on (statvfs); null when the
    /// folder is not there or its volume does not tell. A network's volume may let it wait.
    /// </summary>
    public static long? At(string? folder)
    {
        try
        {
            return folder is not null && Directory.Exists(folder) ? new DriveInfo(folder).AvailableFreeSpace : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // Not knowing is an answer here: nothing is found then.
        }
    }
}
