using System.Globalization;
using OfoWatcher.Platform;

namespace OfoWatcher.Reconciling.Progress;

/// <summary>
/// Times to come, as exact as anybody can know them: words that differ at each look would be written anew each time.
/// </summary>
internal static class Moments
{
    /// <summary>How a moment is written; always in UTC.</summary>
    public const string Format = "yyyy-MM-dd HH:mm";

    /// <summary>A moment such as "2026-06-12 14:20 UTC (in 3 h)"; at last "(within 5 min)".</summary>
    /// <param name="left">The time until then, zero or more.</param>
    /// <remarks>
    /// Rounded up to 5 minutes when less than two hours are left, to a quarter of an hour when less than twelve are,
    /// else to the hour; both parts change at those steps only, and the moment never lies in the past.
    /// </remarks>
    public static string About(DateTimeOffset moment, TimeSpan left)
    {
        var grain = GrainOf(left);
        var rounded = RoundUp(moment.UtcDateTime, grain);
        var until = rounded - RoundDown((moment - left).UtcDateTime + (grain / 2), grain);
        var text = rounded.ToString(Format, CultureInfo.InvariantCulture);
        return until > grain ? $"{text} UTC (in {Words.Time(until)})" : $"{text} UTC (within {Words.Time(grain)})";
    }

    /// <summary>A time that something takes, such as "about 8.5 h".</summary>
    public static string Takes(TimeSpan time) => "about " + Words.Time(time);

    private static TimeSpan GrainOf(TimeSpan left) => left switch
    {
        { TotalHours: < 2 } => TimeSpan.FromMinutes(5),
        { TotalHours: < 12 } => TimeSpan.FromMinutes(15),
        _ => TimeSpan.FromHours(1),
    };

    private static DateTime RoundDown(DateTime time, TimeSpan grain) => new(time.Ticks / grain.Ticks * grain.Ticks);

    private static DateTime RoundUp(DateTime time, TimeSpan grain) => RoundDown(time.AddTicks(grain.Ticks - 1), grain);
}
