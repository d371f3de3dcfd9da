using System.ComponentModel;
using System.Diagnostics;
using OfoWatcher.Platform;

namespace OfoWatcher.Workflows.Local;

/// <summary>
/// Runs a command to its end, by itself, by a stop or by the time limit, and leaves none of its processes behind.
/// </summary>
internal sealed class SupervisedCommand(RunCommand command, string mark, TimeProvider time)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Returns when the command and everything that it started have ended.</summary>
    /// <param name="stop">Cancelled when the run is to stop.</param>
    public async Task<RunExit> RunAsync(CancellationToken stop)
    {
        try
        {
            using var process = Start();
            var reason = await FirstEndAsync(process, stop);
            await EndRemainingAsync(process);
            return RunExit.Of(reason, process.ExitCode, command.TimeLimit, time.GetUtcNow());
        }
        catch (Win32Exception e)
        {
            return RunExit.NotStarted(command.Program, ReasonOf(e), time.GetUtcNow());
        }
    }

    private Process Start()
    {
        // Input and output are not redirected: the command inherits the supervisor's, which go to the log.
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            WorkingDirectory = command.WorkingFolder,
        };
        start.Environment[ProcessGroup.MarkVariable] = mark;
        return Process.Start(start)!;
    }

    private async Task<RunExitReason> FirstEndAsync(Process process, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(command.TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            await process.WaitForExitAsync(either.Token);
            return RunExitReason.Exited;
        }
        catch (OperationCanceledException)
        {
            return stop.IsCancellationRequested ? RunExitReason.Stopped : RunExitReason.TimedOut;
        }
    }

    /// <summary>
    /// Asks whatever is left to end, kills it after the grace, and waits for as long as it takes: a process in an
    /// uninterruptible read may outlive a kill by hours, and the run has not ended before it is gone.
    /// </summary>
    private async Task EndRemainingAsync(Process process)
    {
        if (IsAllOver(process))
            return;
        ProcessGroup.Signal(ProcessGroup.Below(Environment.ProcessId), Libc.SignalTerminate);
        var asked = time.GetTimestamp();
        for (var pause = ShortestPause; !IsAllOver(process); pause = Longer(pause))
        {
            if (time.GetElapsedTime(asked) >= command.Grace)
                ProcessGroup.Signal(ProcessGroup.Below(Environment.ProcessId), Libc.SignalKill);
            await Task.Delay(pause, time);
        }
    }

    /// <summary>
    /// Whether no process is left. Orphans become children of this process, so "no child" means "no descendant"; the
    /// look at the table is for kernels that refused to make it their adopter.
    /// </summary>
    private static bool IsAllOver(Process process) =>
        process.HasExited && HasNoChild() && ProcessGroup.Below(Environment.ProcessId).Count == 0;

    /// <summary>Fetches the exit status of every adopted process that ended. Only to be called once the runtime has
    /// fetched that of the command, which it would miss otherwise.</summary>
    private static unsafe bool HasNoChild()
    {
        const int anyChild = -1;
        int ended;
        do
            ended = Libc.WaitFor(anyChild, null, Libc.WaitNoHang);
        while (ended > 0);
        return ended < 0;
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    private static string ReasonOf(Win32Exception e) => Libc.Describe(e.NativeErrorCode);
}
