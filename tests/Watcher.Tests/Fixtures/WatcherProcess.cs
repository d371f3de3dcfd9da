using System.Diagnostics;
using OfoWatcher.Workflows.Local;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>The program itself, started as a user starts it.</summary>
internal sealed class WatcherProcess : IDisposable
{
    private readonly Process process;
    private readonly List<string> lines = [];

    private WatcherProcess(Process process) => this.process = process;

    /// <summary>All it has printed so far, on either stream.</summary>
    public string Output
    {
        get
        {
            lock (lines)
                return string.Join('\n', lines);
        }
    }

    /// <summary>Starts it where no settings lie.</summary>
    public static WatcherProcess Start(params IEnumerable<string> arguments) => StartIn("/", arguments);

    public static WatcherProcess StartIn(string folder, IEnumerable<string> arguments)
    {
        var command = WatcherProgram.CommandLine;
        var start = new ProcessStartInfo(command[0], [.. command.Skip(1), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder,
        };
        var watcher = new WatcherProcess(new Process { StartInfo = start });
        watcher.process.OutputDataReceived += watcher.Keep;
        watcher.process.ErrorDataReceived += watcher.Keep;
        watcher.process.Start();
        watcher.process.BeginOutputReadLine();
        watcher.process.BeginErrorReadLine();
        return watcher;
    }

    /// <summary>Ends it as the kernel does when memory runs out; its children are not touched.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: false);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks it to end as a service manager does.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        return await ExitCodeAsync();
    }

    public async Task<int> ExitCodeAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not { } text)
            return;
        lock (lines)
            lines.Add(text);
    }
}
