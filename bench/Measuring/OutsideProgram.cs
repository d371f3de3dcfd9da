using System.Diagnostics;
using System.Globalization;

namespace OfoWatcher.Bench.Measuring;

/// <summary>Runs other programs.</summary>
internal static class OutsideProgram
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    /// <summary>Wall time in milliseconds of a line of shell, its arguments being <c>$1</c> and so on.</summary>
    /// <exception cref="MeasuringException">It ended with an error.</exception>
    public static Task<double> TimeShellAsync(string line, params string[] arguments) =>
        Stage.TimeAsync(async () =>
        {
            using var process = Start("/bin/sh", ["-c", line, "sh", .. arguments], redirect: false);
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
                throw new MeasuringException($"“{line}” ended with {process.ExitCode}");
        });

    /// <summary>Runs a program and gives back what it printed.</summary>
    /// <exception cref="MeasuringException">It ended with an error.</exception>
    public static async Task<string> ReadAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments, redirect: true);
        try
        {
            var text = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? text
                : throw new MeasuringException($"{program} {arguments[0]} ended with {process.ExitCode}: {text}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    /// <summary>
    /// Peak resident memory of a program in MB (10^6 bytes): the kernel's VmHWM of that very process, read every few
    /// milliseconds. It only ever grows, so that the last reading before the end is the peak.
    /// </summary>
    /// <param name="stopAfter">When to end it by SIGTERM; null lets it end by itself.</param>
    /// <param name="log">Receives what it prints.</param>
    public static async Task<double> PeakAsync(
        string program, IReadOnlyList<string> arguments, TimeSpan? stopAfter, string log, CancellationToken cancellationToken)
    {
        using var process = Start("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1", "sh", log, program, .. arguments], redirect: false);
        try
        {
            var start = Stopwatch.GetTimestamp();
            var (peak, stopped) = (0.0, false);
            while (!process.HasExited)
            {
                if (IsProgram(process.Id, program))
                    peak = Math.Max(peak, ReadPeak(process.Id.ToString(CultureInfo.InvariantCulture)));
                if (!stopped && stopAfter is { } time && Stopwatch.GetElapsedTime(start) > time)
                {
                    stopped = true;
                    await TimeShellAsync("kill -TERM \"$1\"", process.Id.ToString(CultureInfo.InvariantCulture));
                }

                await Task.Delay(Look, cancellationToken);
            }

            return process.ExitCode == 0
                ? peak
                : throw new MeasuringException($"{program} {arguments[0]} ended with {process.ExitCode}: {File.ReadAllText(log)}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    /// <summary>VmHWM of a process in MB.</summary>
    /// <param name="process">Its id, or "self"; 0 is given back for one that has just ended.</param>
    public static double ReadPeak(string process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[6..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    // The shell that becomes the program is not meant.
    private static bool IsProgram(int id, string program)
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

    private static Process Start(string program, IReadOnlyList<string> arguments, bool redirect) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = redirect, UseShellExecute = false })
        ?? throw new MeasuringException($"{program} could not be started");
}
