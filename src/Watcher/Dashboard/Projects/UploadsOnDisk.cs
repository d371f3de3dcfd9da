using OfoWatcher.Intake;
using OfoWatcher.Platform;

namespace OfoWatcher.Dashboard.Projects;

/// <summary>
/// What the watcher that acts remembers of uploads, as its file tells those that stand by. Read again when it has changed.
/// </summary>
internal sealed class UploadsOnDisk(OutputFolder output, TimeProvider time)
{
    private readonly Lock gate = new();
    private (long Length, DateTimeOffset Modified) known;
    private Dictionary<string, UploadEntry> byProject = [];

    /// <summary>What is remembered of a project's upload; null when nothing is.</summary>
    /// <exception cref="IOException">The volume failed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be looked at.</exception>
    public UploadEntry? Find(string project)
    {
        lock (gate)
        {
            if (FileStatus.Find(output.LedgerFile, follow: true) is { IsRegularFile: true } file
                && ((long)file.Size, file.Modified.ToDateTimeOffset()) is var found && found != known)
            {
                var ledger = new UploadLedger(time);
                _ = ledger.Load(output.LedgerFile); // What cannot be read is remembered as nothing.
                byProject = new(StringComparer.Ordinal);
                foreach (var (folder, entry) in ledger.Entries)
                    byProject[Path.GetFileName(folder)] = entry;
                known = found;
            }

            return byProject.GetValueOrDefault(project);
        }
    }
}
