using System.Diagnostics;
using System.Globalization;

namespace OfoWatcher.Bench.Measuring;

/// <summary>
/// Peak resident memory in MB (10^6 bytes): the kernel's VmHWM of one process. The maximum that the kernel tells a
/// parent about its children would be wrong, because a child counts as big as its parent until it becomes its program.
/// </summary>
internal static class PeakMemory
{
    private const string Line = "VmHWM:";
    private const string ToLog = "log=$1; shift; exec \"$@\" >\"$log\" 2>&1";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// Runs a program and reads its VmHWM every few milliseconds. It only ever grows, so that the last reading before
    /// the end is the peak.
    /// </summary>
    /// <param name="stopAfter">When to end it by SIGTERM; null lets it end by itself.</param>
    /// <param name="log">The file that receives what it prints.</param>
    /// <exception cref="MeasuringException">It ended with an error.</exception>
    public static async Task<double> OfProgramAsync(
        string program,
        IReadOnlyList<string> arguments,
        TimeSpan? stopAfter,
        string log,
        CancellationToken cancellationToken)
    {
        using var process = OutsideProgram.Start(
            "/bin/sh", ["-c", ToLog, "sh", log, program, .. arguments], redirect: false);
        try
        {
            var id = process.Id.ToString(CultureInfo.InvariantCulture);
            var start = Stopwatch.GetTimestamp();
            var (peak, stopped) = (0.0, false);
            while (!process.HasExited)
            {
                if (IsProgram(id, program))
                    peak = Math.Max(peak, Of(id));
                if (!stopped && stopAfter is { } time && Stopwatch.GetElapsedTime(start) > time)
                {
                    stopped = true;
                    await OutsideProgram.TimeShellAsync("kill -TERM \"$1\"", id);
                }

                await Task.Delay(Look, cancellationToken);
            }

            return process.ExitCode == 0 && peak > 0
                ? peak
                : throw new MeasuringException($"{program} ended with {process.ExitCode}: {File.ReadAllText(log)}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    /// <summary>The peak of a process so far.</summary>
    /// <param name="process">Its id, or "self"; of one that has just ended 0 is given back.</param>
    public static double Of(string process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status")
                .FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal));
            var kibibytes = line?[Line.Length..].Replace("kB", "", StringComparison.Ordinal).Trim() ?? "0";
            return long.Parse(kibibytes, CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    // The shell that becomes the program is not meant.
    private static bool IsProgram(string id, string program)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{id}/exe", returnFinalTarget: false)?.FullName == program;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
