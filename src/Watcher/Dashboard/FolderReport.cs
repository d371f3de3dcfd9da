using Microsoft.Extensions.Options;
using OfoWatcher.Intake;
using OfoWatcher.Platform;

namespace OfoWatcher.Dashboard;

/// <summary>
/// Where projects stand by the folders, read on a thread of its own and kept for a moment: however many ask, the
/// volumes are read by one at a time and not without pause, and one that hangs holds up nobody beyond the deadline.
/// </summary>
internal sealed class FolderReport(Func<StatusReport> read, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private Reading? latest;

    public FolderReport(ResultFolders folders, IOptionsMonitor<IntakeOptions> intake, TimeProvider time)
        : this(() => folders.ReadReport(intake.CurrentValue, static _ => { }), time)
    {
    }

    /// <exception cref="TimeoutException">The volumes give no answer.</exception>
    /// <exception cref="IOException">The output folder is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public async Task<StatusReport> ReadAsync(CancellationToken cancellationToken)
    {
        Task<StatusReport> report;
        lock (gate)
        {
            if (latest is null || latest.IsOlderThan(Fresh))
                latest = new Reading(read, time);
            report = latest.Report;
        }

        try
        {
            return await report.WaitAsync(Deadline, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException(
                $"the folders of the results and the share gave no answer for {Words.Time(Deadline)}");
        }
    }

    private sealed class Reading
    {
        private readonly TaskCompletionSource<StatusReport> completion =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        private readonly TimeProvider time;
        private long ended;

        public Reading(Func<StatusReport> read, TimeProvider time)
        {
            this.time = time;
            new Thread(() => Run(read)) { IsBackground = true, Name = "read results" }.Start();
        }

        public Task<StatusReport> Report => completion.Task;

        /// <summary>One that has not ended is not old: another would only hang beside it.</summary>
        public bool IsOlderThan(TimeSpan age) =>
            completion.Task.IsCompleted && time.GetElapsedTime(ended) >= age;

        private void Run(Func<StatusReport> read)
        {
            try
            {
                var report = read();
                ended = time.GetTimestamp();
                completion.SetResult(report);
            }
            catch (Exception e)
            {
                ended = time.GetTimestamp();
                completion.SetException(e);
            }
        }
    }
}
