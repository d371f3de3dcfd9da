using System.Globalization;
using System.Runtime.InteropServices;
using OfoWatcher.Platform;

namespace OfoWatcher.Workflows.Local;

/// <summary>
/// The process that stands between the watcher and a run's command: it starts the command at most once, keeps the time
/// limit, and writes down how it ended, however often the watcher dies and comes back meanwhile.
/// </summary>
/// <remarks>
/// In a session of its own, so that Ctrl-C on the watcher's terminal does not reach the run. <c>process.json</c> is
/// written under the lock and before the command is started; whoever finds it knows that the command may have run. All
/// that can fail for want of space or permission is done before it, and is the launch's failure, not the run's.
/// </remarks>
internal sealed class LocalSupervisor(RunFiles files, TimeProvider time)
{
    /// <summary>The watcher's hidden command that runs this.</summary>
    public const string CommandName = "local-run";

    /// <summary>
    /// What is printed, and all that is printed, once the run has started: what its launcher waits for.
    /// </summary>
    public const string StartedLine = "started";

    // A watcher that looks whether the lock is held holds it for microseconds; another supervisor, until process.json.
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);
    private const int LockTries = 500;

    private static readonly TimeSpan ExitFilePause = TimeSpan.FromSeconds(5);

    /// <summary>Supervises the run from its start to its end. Returns at once when it was started before.</summary>
    /// <exception cref="InvalidDataException">The folder holds no usable command.</exception>
    /// <exception cref="IOException">The run could not be started, and nothing was; it may be tried again.</exception>
    public async Task RunAsync()
    {
        using var signals = new StopSignals();
        LeaveSession();
        using var held = await TakeLockAsync();
        if (held is null)
            return;

        var command = files.ReadCommand() ?? throw new InvalidDataException($"'{files.Folder}' holds no command.json");
        Directory.CreateDirectory(files.Products);
        Directory.CreateDirectory(files.Project);
        var streams = StandardStreams.Prepare(files.Log);
        var self = Describe();
        files.Write(self);

        await Console.Out.WriteLineAsync(StartedLine);
        streams.Redirect();
        var exit = await new SupervisedCommand(command, self.Mark, time).RunAsync(signals.Asked);
        await WriteAsync(exit, signals.Asked);
    }

    private static void LeaveSession()
    {
        // Refused to the leader of a process group, which is fine when it leads its session as well.
        if (Libc.StartSession() < 0 && Libc.SessionOf(0) != Environment.ProcessId)
        {
            var reason = Libc.Describe(Marshal.GetLastPInvokeError());
            throw new IOException($"cannot leave the terminal's session ({reason}); start it as 'setsid OfoWatcher …'");
        }

        // A kernel that refuses is no reason to give up: orphans are still found by their session.
        _ = Libc.Control(Libc.ControlChildSubreaper, 1);
    }

    /// <summary>The lock, or null when the run was started before or is being started by another supervisor.</summary>
    private async Task<FileLock?> TakeLockAsync()
    {
        for (var tries = 0; tries < LockTries && !files.HasStarted; tries++)
        {
            if (FileLock.TryTake(files.Lock) is { } held)
            {
                if (!files.HasStarted)
                    return held;
                held.Dispose();
                return null;
            }

            await Task.Delay(LockPause, time);
        }

        return files.HasStarted ? null : throw new IOException($"'{files.Lock}' is held by another process");
    }

    private RunProcess Describe()
    {
        var self = ProcessTable.Find(Environment.ProcessId)
            ?? throw new IOException(string.Create(
                CultureInfo.InvariantCulture, $"/proc shows no process {Environment.ProcessId}, which is this one"));
        return new RunProcess(
            self.Pid, ProcessTable.BootId, self.StartTicks, Guid.NewGuid().ToString("N"), time.GetUtcNow());
    }

    /// <summary>
    /// Writes the end down, and on a volume that is full or away for the moment tries again until it works: the lock
    /// says meanwhile that the run is not over. Gives up when the folder was removed or a stop is asked for.
    /// </summary>
    private async Task WriteAsync(RunExit exit, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                files.Write(exit);
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync($"The run's end cannot be written: {e.Message}");
                if (e is DirectoryNotFoundException || stop.IsCancellationRequested)
                    return;
                await Task.Delay(ExitFilePause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
