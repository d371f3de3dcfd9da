namespace OfoWatcher.Validation.Rules;

/// <summary>
/// automate-metashape loads every .jpg and .tif below the folder, also those that are no photos of the survey.
/// </summary>
internal sealed class StrayFileRule : FindingRule
{
    private const string GcpFolder = "gcps/";

    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        var products = StrayProducts.Find(imagery.Inventory).Select(photo => photo.File).ToList();
        if (products.Count > 0)
        {
            yield return Found(
                FindingCodes.StrayProduct,
                $"{About(products, "is no photo", "are no photos", "file")} but would be loaded as "
                    + $"{(products.Count == 1 ? "one" : "such")}.",
                "Move products of earlier runs out of the folder.",
                products);
        }

        var pictures = imagery.Inventory.Photos.Select(photo => photo.File)
            .Where(file => file.StartsWith(GcpFolder, StringComparison.Ordinal)).ToList();
        if (pictures.Count > 0)
        {
            yield return Found(
                FindingCodes.PhotoInGcps,
                $"{About(pictures, "lies", "lie")} in {GcpFolder} and would be loaded as {(pictures.Count == 1
                    ? "a photo" : "photos")} of the survey.",
                "Leave only the tables in gcps/; keep pictures of targets elsewhere, or named .jpeg.",
                pictures);
        }
    }
}
