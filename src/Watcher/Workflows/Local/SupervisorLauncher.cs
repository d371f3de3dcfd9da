using System.Diagnostics;

namespace OfoWatcher.Workflows.Local;

/// <summary>
/// Starts the supervisor of a run and waits until the run has certainly started or certainly has not.
/// </summary>
internal sealed class SupervisorLauncher(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <exception cref="IOException">The supervisor ended without starting the run; it is in the message
    /// why.</exception>
    /// <exception cref="TimeoutException">No word from the supervisor. It may still start the run.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">The watcher's own program cannot be started.</exception>
    public async Task StartAsync(RunFiles files, CancellationToken cancellationToken)
    {
        var process = Start(files);
        var complaint = await ReadToStartAsync(process, cancellationToken);
        if (!files.HasStarted)
            throw new IOException($"The run in '{files.Folder}' could not be started: {complaint.Trim()}");
    }

    private static Process Start(RunFiles files)
    {
        var line = WatcherProgram.CommandLine;
        var start = new ProcessStartInfo(line[0], [.. line.Skip(1), LocalSupervisor.CommandName, files.Folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    /// <summary>
    /// Waits for the supervisor's word or its end, and returns what it complained about. The word is a line, not the
    /// end of the stream: the runtime keeps copies of the streams that a process was started with, for as long as it
    /// lives.
    /// </summary>
    private async Task<string> ReadToStartAsync(Process process, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var word = await process.StandardOutput.ReadLineAsync(either.Token);
            return word == LocalSupervisor.StartedLine ? "" : await process.StandardError.ReadToEndAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The supervisor {process.Id} has not started its run after {Patience}.");
        }
        finally
        {
            _ = ReapAsync(process);
        }
    }

    /// <summary>
    /// Fetches the supervisor's exit status when it ends, be it days later, lest it stays behind as a zombie.
    /// </summary>
    private static async Task ReapAsync(Process process)
    {
        using (process)
            await process.WaitForExitAsync(CancellationToken.None);
    }
}
