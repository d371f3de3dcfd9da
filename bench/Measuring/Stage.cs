using System.Diagnostics;
using System.Globalization;

namespace OfoWatcher.Bench.Measuring;

/// <summary>Times something and tells about it.</summary>
internal static class Stage
{
    /// <summary>Tells what is being done now.</summary>
    public static void Tell(FormattableString what) => Console.WriteLine(what.ToString(CultureInfo.InvariantCulture));

    /// <summary>Wall time of an action in milliseconds.</summary>
    public static async Task<double> TimeAsync(Func<Task> action)
    {
        var start = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
