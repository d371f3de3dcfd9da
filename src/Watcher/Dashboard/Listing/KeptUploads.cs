using OfoWatcher.Intake;
using OfoWatcher.Platform;

namespace OfoWatcher.Dashboard.Listing;

/// <summary>What the watcher that acts keeps of uploads in a file, for one that only looks on.</summary>
internal sealed class KeptUploads(OutputFolder output, TimeProvider time)
{
    private readonly Dictionary<string, UploadEntry> entries = [];
    private FileStamp stamp;

    /// <summary>Reads the file if it is another than before; one that cannot be used leaves all as it was.</summary>
    /// <returns>What is known of a project's upload; null when nothing is.</returns>
    public Func<string, UploadEntry?> Read()
    {
        if (FileStamp.Of(output.LedgerFile) is { } found && found != stamp)
        {
            var ledger = new UploadLedger(time);
            if (ledger.Load(output.LedgerFile) is null)
            {
                entries.Clear();
                foreach (var (folder, entry) in ledger.Entries)
                    entries[Path.GetFileName(folder)] = entry;
            }

            stamp = found;
        }

        return project => entries.GetValueOrDefault(project);
    }
}
