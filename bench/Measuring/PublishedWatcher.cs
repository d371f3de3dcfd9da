namespace OfoWatcher.Bench.Measuring;

/// <summary>The program as the image holds it, which is what users start: published, and compiled for this machine.</summary>
internal static class PublishedWatcher
{
    /// <summary>Where <c>bench/run</c> publishes it.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "published", "OfoWatcher");
}
