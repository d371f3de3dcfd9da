using OfoWatcher.Markers;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>What a marker tells of how its run went.</summary>
internal static class RunReceipt
{
    private const string S3 = "s3://";

    public static IReadOnlyList<MarkerStep> Steps(Run? run) =>
    [
        .. (run?.Steps ?? []).Select(step => new MarkerStep(
            step.Name, step.StartedAt,
            step.StartedAt is { } start && step.EndedAt is { } end ? Math.Round((end - start).TotalSeconds, 1) : null,
            step.Tries)),
    ];

    public static MarkerWorkflow? Workflow(Run? run) =>
        run?.Workflow is { } workflow ? new MarkerWorkflow(workflow.Name, workflow.Uid, workflow.Images) : null;

    /// <summary>The products with the addresses that they were uploaded to, if they were.</summary>
    /// <param name="products">Their paths begin with the run's folder and the folder of products in it.</param>
    /// <param name="uploadTo">Where this run's products went; null when nowhere.</param>
    /// <param name="all">Where all runs' products go by the settings of now.</param>
    /// <param name="url">The address of that folder on the web; empty when it has none.</param>
    public static IReadOnlyList<Product> Products(
        IReadOnlyList<Product> products, string? uploadTo, string all, string url)
    {
        if (uploadTo is null)
            return products;
        // The address belongs to the folder that the settings name; this run may have gone to an earlier one.
        var isOnWeb = url.Length > 0 && uploadTo.StartsWith(all + "/", StringComparison.Ordinal);
        return [.. products.Select(product => product with { Url = UrlOf(string.Join('/', product.Path.Split('/').Skip(2))) })];

        string UrlOf(string name) => isOnWeb
            ? $"{url.TrimEnd('/')}/{Escape($"{uploadTo[(all.Length + 1)..]}/{name}")}"
            : $"{S3}{uploadTo}/{name}";
    }

    private static string Escape(string key) => string.Join('/', key.Split('/').Select(Uri.EscapeDataString));
}
