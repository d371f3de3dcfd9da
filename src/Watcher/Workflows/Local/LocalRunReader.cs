using OfoWatcher.Platform;

namespace OfoWatcher.Workflows.Local;

/// <summary>Tells from a run's files and the process table where a run stands.</summary>
internal sealed class LocalRunReader(TimeProvider time)
{
    private const int LogLines = 20;

    // Together the second in which a killed process is normally gone.
    private const int KillTries = 50;
    private static readonly TimeSpan KillPause = TimeSpan.FromMilliseconds(20);

    private const string DiedMessage =
        "the run's process died without an exit status (killed, out of memory or the machine restarted)";

    /// <summary>The run, or null when there is no trace of one having been started.</summary>
    /// <exception cref="IOException">The folder cannot be read now, or is missing: that proves nothing about the run,
    /// since its volume may be.</exception>
    public async Task<Run?> ReadAsync(RunFiles files, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(files.Folder))
            throw new DirectoryNotFoundException($"The run's folder '{files.Folder}' does not exist.");
        try
        {
            // In this order: whoever wrote process.json held the lock, so a lock that is free afterwards was let go;
            // and it was let go after exit.json was written, so one that is missing after that will never come.
            var process = files.ReadProcess();
            if (!files.HasEnded && IsSupervised(files, process))
                return Living(files, process);
            if (files.ReadExit() is { } exit)
                return Ended(files, process, exit);
            return process is null ? null : await EndOrphansAsync(files, process, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            return FileLock.IsHeld(files.Lock)
                ? new Run(RunPhase.Running, Message: e.Message)
                : new Run(RunPhase.Failed, Message: e.Message, LastLogLines: RunLog.LastLines(files.Log, LogLines));
        }
    }

    /// <summary>
    /// Whether a supervisor is at work. The process table answers first, so that the lock, which is touched by asking,
    /// is asked only about supervisors that are dead or belong to another container or machine.
    /// </summary>
    public static bool IsSupervised(RunFiles files, RunProcess? process) =>
        process is { IsAlive: true } || FileLock.IsHeld(files.Lock);

    private static Run Living(RunFiles files, RunProcess? process)
    {
        if (process is null)
            return new Run(RunPhase.Pending);
        var progress = RunLog.ReadProgress(files.Log);
        return new Run(RunPhase.Running, progress.Share, progress.Step, process.StartedAt);
    }

    private static Run Ended(RunFiles files, RunProcess? process, RunExit exit)
    {
        if (exit is { Reason: RunExitReason.Exited, ExitCode: 0 })
            return new Run(RunPhase.Succeeded, 1, exit.Message, process?.StartedAt, exit.EndedAt);
        return new Run(
            RunPhase.Failed,
            RunLog.ReadProgress(files.Log).Share,
            exit.Message,
            process?.StartedAt,
            exit.EndedAt,
            LastLogLines: RunLog.LastLines(files.Log, LogLines));
    }

    /// <summary>
    /// Kills what a dead supervisor left running. As long as something is left the run is not over: another attempt
    /// beside it would be two runs at once.
    /// </summary>
    private async Task<Run> EndOrphansAsync(RunFiles files, RunProcess process, CancellationToken cancellationToken)
    {
        for (var tries = 0; process.BootId == ProcessTable.BootId; tries++)
        {
            var orphans = ProcessGroup.Marked(process.Mark);
            if (orphans.Count == 0)
                break;
            if (tries == KillTries)
                return new Run(RunPhase.Running, null, "its processes are being ended", process.StartedAt);
            ProcessGroup.Signal(orphans, Libc.SignalKill);
            await Task.Delay(KillPause, time, cancellationToken);
        }

        return new Run(
            RunPhase.Failed,
            RunLog.ReadProgress(files.Log).Share,
            DiedMessage,
            process.StartedAt,
            LastLogLines: RunLog.LastLines(files.Log, LogLines));
    }
}
