using OfoWatcher.Markers;
using OfoWatcher.Metashape;
using OfoWatcher.Metashape.Products;
using OfoWatcher.Platform;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>What a run that ended, or is gone, left in its folder.</summary>
/// <param name="Products">The products: those that its configuration promises first, then other files.</param>
/// <param name="Faults">What is missing or broken; none when all is there that must be.</param>
internal sealed record RunProducts(IReadOnlyList<Product> Products, IReadOnlyList<string> Faults)
{
    public static readonly RunProducts None = new([], []);

    // The clocks of the cluster, of a file server and of the machine that a pod runs on are never the same.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Reads the run's folder. A run without a configuration promises nothing, so there whatever it left counts.
    /// </summary>
    /// <remarks>
    /// A run's folder is its own, so that what lies there is of this run. Only when an operator resubmitted it does a
    /// second Workflow write to the folder of the first: then files older than that Workflow, by more than clocks may
    /// differ, are leftovers. Of a retried one the steps that succeeded are not run again, so what they left counts.
    /// </remarks>
    /// <param name="knowsProducts">What the engine says of its runs now, for a record that does not tell.</param>
    /// <exception cref="IOException">The output volume cannot be read.</exception>
    public static RunProducts Of(RunRecord record, bool knowsProducts)
    {
        var since = record.WorkflowCreatedAt - ClockTolerance;
        var found = Markers.Products.Find(record.Folder, since);
        if (!(record.Plan?.KnowsProducts ?? (knowsProducts && Presence.Of(record.ConfigFile))))
            return new RunProducts(found, []);
        var check = ProductCheck.Of(record.ConfigFile, folder => FolderOf(record, folder), record.Project, since);
        var rank = check.Expected.Where(product => product.Folder == ProductFolder.Output)
            .Select((product, index) => (product.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index);
        var output = $"{record.Run}/{Path.GetFileName(Markers.Products.FolderOf(record.Folder))}/";
        return new RunProducts(
            [.. found.OrderBy(product => rank.GetValueOrDefault(product.Path[output.Length..], int.MaxValue))],
            check.Faults);
    }

    /// <summary>Whether the log among the products says that a run which is gone from its engine came to its end.</summary>
    /// <exception cref="IOException">The output volume cannot be read.</exception>
    public static bool LogSaysCompleted(RunRecord record) => MetashapeLog.SaysCompleted(
        Markers.Products.FolderOf(record.Folder), record.Project,
        record.RevivedAt ?? record.WorkflowCreatedAt - ClockTolerance);

    private static string FolderOf(RunRecord record, ProductFolder folder) => folder == ProductFolder.Project
        ? Markers.Products.ProjectFolderOf(record.Folder)
        : Markers.Products.FolderOf(record.Folder);
}
