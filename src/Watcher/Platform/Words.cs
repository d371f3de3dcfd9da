using System.Globalization;

namespace OfoWatcher.Platform;

/// <summary>Numbers as people say them; decimal units, as drones, cards and disks are labelled.</summary>
internal static class Words
{
    /// <summary>A size such as "6.1 GB".</summary>
    /// <param name="bytes">Zero or more.</param>
    public static string Size(long bytes)
    {
        if (bytes == 1)
            return "1 byte";
        string[] units = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"];
        var value = (double)bytes;
        var unit = 0;
        while (value >= 999.5 && unit < units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        var format = unit == 0 || value >= 99.95 ? "0" : "0.0";
        return $"{value.ToString(format, CultureInfo.InvariantCulture)} {units[unit]}";
    }

    /// <summary>"1 photo", "812 photos": the plural is made with an s.</summary>
    public static string Count(long number, string noun) =>
        Count(number, noun, noun + "s");

    /// <summary>"1 launch", "20 launches".</summary>
    public static string Count(long number, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : many)}");

    /// <summary>A time such as "40 s", "10 min", "3.5 h", "2 days".</summary>
    public static string Time(TimeSpan time) => time switch
    {
        { TotalSeconds: < 100 } => Round(time.TotalSeconds) + " s",
        { TotalMinutes: < 100 } => Round(time.TotalMinutes) + " min",
        { TotalHours: < 48 } => time.TotalHours.ToString("0.#", CultureInfo.InvariantCulture) + " h",
        _ => time.TotalDays.ToString("0.#", CultureInfo.InvariantCulture) + " days",
    };

    /// <summary>How much of a time has passed, in the unit of the whole: "4 of 10 min".</summary>
    public static string TimeOf(TimeSpan part, TimeSpan whole)
    {
        var (unit, name) = whole switch
        {
            { TotalSeconds: < 100 } => (TimeSpan.FromSeconds(1), "s"),
            { TotalMinutes: < 100 } => (TimeSpan.FromMinutes(1), "min"),
            _ => (TimeSpan.FromHours(1), "h"),
        };
        var done = Math.Floor(part / unit).ToString("0", CultureInfo.InvariantCulture);
        return $"{done} of {(whole / unit).ToString("0.#", CultureInfo.InvariantCulture)} {name}";
    }

    private static string Round(double value) => Math.Round(value).ToString("0", CultureInfo.InvariantCulture);
}
