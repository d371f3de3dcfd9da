namespace OfoWatcher.Tests.Fixtures;

/// <summary>The clock of a file system, which stands still for some milliseconds at a time.</summary>
internal static class FileClock
{
    /// <summary>
    /// Waits until a change made now has another time stamp than one made before; real changes are far apart.
    /// </summary>
    public static void Tick()
    {
        var probe = Path.GetTempFileName();
        var before = File.GetLastWriteTimeUtc(probe);
        while (File.GetLastWriteTimeUtc(probe) == before)
            File.WriteAllText(probe, "x");
        File.Delete(probe);
    }
}
