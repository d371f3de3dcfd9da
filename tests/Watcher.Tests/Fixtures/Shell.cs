using System.Diagnostics;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>Runs the programs that pilots and operators use.</summary>
internal static class Shell
{
    /// <summary>Runs a line of bash to its end in a folder, and fails the test if the line fails.</summary>
    public static void Run(string folder, string line)
    {
        FileClock.Tick();
        using var process = Process.Start(new ProcessStartInfo("bash", ["-ec", line])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{line}: exit code {process.ExitCode} {errors}");
    }

    /// <summary>Skips the test when a program is not installed.</summary>
    public static void Require(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        Assert.SkipUnless(
            folders.Any(folder => File.Exists(Path.Combine(folder, program))), $"{program} is not installed");
    }
}
