using System.Diagnostics;

namespace OfoWatcher.Bench.Measuring;

/// <summary>Runs other programs.</summary>
internal static class OutsideProgram
{
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
    public static async Task<string> ReadAsync(
        string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
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

    /// <summary>Starts a program.</summary>
    /// <param name="redirect">Whether what it prints is to be read instead of shown.</param>
    public static Process Start(string program, IReadOnlyList<string> arguments, bool redirect) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = redirect })
        ?? throw new MeasuringException($"{program} could not be started");
}
