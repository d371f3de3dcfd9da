using OfoWatcher.Platform;

namespace OfoWatcher.Metashape;

/// <summary>The log that automate-metashape keeps among a run's products, <c>&lt;project&gt;_log.txt</c>.</summary>
internal static class MetashapeLog
{
    // Written as the very last thing of a run, with the time behind it.
    private const string End = "Run Completed";

    // Far more than the last lines take.
    private const int TailLength = 64 * 1024;

    /// <summary>Its name in a run's folder of products.</summary>
    public static string NameOf(string project) => $"{project}_log.txt";

    /// <summary>Whether the log says that the run came to its end.</summary>
    /// <param name="outputFolder">The run's folder of products.</param>
    /// <param name="project">The project's name, as it was passed to automate-metashape.</param>
    /// <param name="since">A log written before that is the one of an earlier try; null lets any count.</param>
    /// <exception cref="IOException">It cannot be read now; a log that does not exist says nothing.</exception>
    public static bool SaysCompleted(string outputFolder, string project, DateTimeOffset? since)
    {
        try
        {
            var path = Path.Combine(outputFolder, NameOf(project));
            if (FileStatus.Find(path, follow: false) is not { IsRegularFile: true })
                return false; // A pipe would keep its reader waiting for ever.
            if (since is { } earliest && File.GetLastWriteTimeUtc(path) < earliest.UtcDateTime)
                return false;
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            stream.Position = Math.Max(0, stream.Length - TailLength);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd().Split('\n').Any(line => line.StartsWith(End, StringComparison.Ordinal));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }
}
