using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace OfoWatcher.Workflows.Local;

/// <summary>Follows the runs that are known not to have ended, and tells when one ended or got further.</summary>
/// <remarks>
/// By looking once a second, not by waiting for a child process: a run may have been started by an earlier watcher, and
/// then it is nobody's child. A look costs a few system calls for each run, of which there are as many as run at once.
/// </remarks>
internal sealed class OpenRuns(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, string> projects = new(StringComparer.Ordinal);

    public void Add(RunRecord record) => projects[record.Folder] = record.Project;

    public void Remove(RunRecord record) => projects.TryRemove(record.Folder, out _);

    /// <summary>
    /// The projects of changed runs. A run that ended is named once; it is followed until it is removed.
    /// </summary>
    public async IAsyncEnumerable<string> ChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Dictionary<string, Sight> seen = [];
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            foreach (var (folder, project) in projects)
            {
                var before = seen.GetValueOrDefault(folder, Sight.Start);
                var now = seen[folder] = Look(new RunFiles(folder), before);
                if (now.IsOver != before.IsOver || now.Progress != before.Progress)
                    yield return project;
            }

            foreach (var folder in seen.Keys.Where(folder => !projects.ContainsKey(folder)).ToList())
                seen.Remove(folder);
        }
    }

    private static Sight Look(RunFiles files, Sight before)
    {
        try
        {
            var over = before.IsOver || files.HasEnded || !LocalRunReader.IsSupervised(files, files.ReadProcess());
            var length = RunLog.LengthOf(files.Log);
            var progress = length == before.LogLength ? before.Progress : RunLog.ReadProgress(files.Log);
            return new Sight(over, length, progress);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // Named once as changed: whoever then asks for the run meets the same fault and reports it.
            return before with { IsOver = true };
        }
    }

    private sealed record Sight(bool IsOver, long LogLength, LogProgress Progress)
    {
        public static Sight Start { get; } = new(false, 0, LogProgress.None);
    }
}
