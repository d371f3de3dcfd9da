using System.Diagnostics;
using OfoWatcher.Platform;
using OfoWatcher.Workflows.Local;

namespace OfoWatcher.Tests.Fixtures;

/// <param name="ExitCode">What the program told the shell.</param>
/// <param name="Output">The lines of its standard output.</param>
/// <param name="Error">The lines of its standard error.</param>
internal sealed record Outcome(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Error);

/// <summary>The built program as a process of its own, as users start it.</summary>
internal sealed class WatcherProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly List<string> output = [];
    private readonly List<string> error = [];

    private WatcherProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    /// <summary>The lines it has printed so far.</summary>
    public IReadOnlyList<string> Output => Copy(output);

    /// <summary>Starts it, with another program such as <c>setpriv</c> before it where one is given.</summary>
    /// <param name="folder">Its current folder, whose settings file it reads.</param>
    /// <param name="prefix">Words that come before the program.</param>
    public static WatcherProcess Start(string folder, IEnumerable<string> arguments, params string[] prefix)
    {
        string[] words = [.. prefix, .. WatcherProgram.CommandLine, .. arguments];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        return new WatcherProcess(Process.Start(start)!);
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<Outcome> RunAsync(string folder, IEnumerable<string> arguments, params string[] prefix)
    {
        await using var watcher = Start(folder, arguments, prefix);
        return await watcher.EndAsync();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<Outcome> EndAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Outcome(process.ExitCode, Copy(output), Copy(error));
    }

    /// <summary>Asks it to end, as <c>kubectl</c> and <c>systemctl</c> do, and waits for that.</summary>
    public Task<Outcome> StopAsync()
    {
        _ = Libc.Kill(process.Id, Libc.SignalTerminate);
        return EndAsync();
    }

    /// <summary>Ends it as the kernel does when memory runs out; its children are not touched.</summary>
    public Task<Outcome> KillAsync()
    {
        process.Kill(entireProcessTree: false);
        return EndAsync();
    }

    /// <summary>Waits until it has printed a line that contains the words.</summary>
    public Task SaysAsync(string words) =>
        Eventually.TrueAsync(
            () => process.HasExited || Output.Any(line => line.Contains(words, StringComparison.Ordinal)),
            () => $"the watcher says “{words}”; it said:\n{string.Join('\n', Output)}");

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private static void Keep(List<string> lines, string? line)
    {
        if (line is null)
            return;
        lock (lines)
            lines.Add(line);
    }

    private static IReadOnlyList<string> Copy(List<string> lines)
    {
        lock (lines)
            return [.. lines];
    }
}
