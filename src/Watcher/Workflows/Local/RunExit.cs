using System.Globalization;
using System.Text.Json.Serialization;

namespace OfoWatcher.Workflows.Local;

/// <summary>What ended a run.</summary>
internal enum RunExitReason
{
    /// <summary>The command ended by itself, well or not.</summary>
    [JsonStringEnumMemberName("exited")]
    Exited,

    /// <summary>It was asked to stop.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,

    /// <summary>It ran longer than its time limit.</summary>
    [JsonStringEnumMemberName("timed-out")]
    TimedOut,

    /// <summary>There never was a process.</summary>
    [JsonStringEnumMemberName("could-not-start")]
    CouldNotStart,
}

/// <summary>How a run ended, written to <c>exit.json</c> when none of its processes is left.</summary>
/// <param name="Reason">What ended it.</param>
/// <param name="ExitCode">The command's exit code, 128 + n when signal n ended it; null when it never started.</param>
/// <param name="EndedAt">When the last of its processes was gone.</param>
/// <param name="Message">The end in words for a person; empty when all went well.</param>
internal sealed record RunExit(RunExitReason Reason, int? ExitCode, DateTimeOffset EndedAt, string Message)
{
    // From signal(7), the same on every architecture that .NET runs on.
    private const int Killed = 128 + 9;
    private const int SegmentationFault = 128 + 11;

    public static RunExit Of(RunExitReason reason, int exitCode, TimeSpan timeLimit, DateTimeOffset endedAt) =>
        new(reason, exitCode, endedAt, reason switch
        {
            RunExitReason.Stopped => "stopped",
            RunExitReason.TimedOut => $"ran longer than its limit of {InWords(timeLimit)}",
            _ => Describe(exitCode),
        });

    public static RunExit NotStarted(string program, string reason, DateTimeOffset at) =>
        new(RunExitReason.CouldNotStart, null, at, $"could not start '{program}': {reason}");

    private static string Describe(int exitCode) => exitCode switch
    {
        0 => "",
        Killed => $"exit code {Killed} (killed, as the system does when memory runs out)",
        SegmentationFault => $"exit code {SegmentationFault} (crashed with a segmentation fault)",
        _ => string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}"),
    };

    /// <summary>A limit as somebody would say it, in the largest unit that does not round it.</summary>
    private static string InWords(TimeSpan limit)
    {
        var seconds = (long)limit.TotalSeconds;
        return seconds % 3600 == 0 ? $"{seconds / 3600} h" : seconds % 60 == 0 ? $"{seconds / 60} min" : $"{seconds} s";
    }
}
