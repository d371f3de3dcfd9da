using OfoWatcher.Metashape.Configuration;
using OfoWatcher.Platform;

namespace OfoWatcher.Validation.Rules;

/// <summary>What the configuration asks for beside the photos must be there and make sense.</summary>
internal sealed class ConfigFilesRule : FindingRule
{
    /// <summary>A plane in space takes three points.</summary>
    private const int FewestMarkers = 3;

    protected override IEnumerable<Finding> Find(ProjectImagery imagery) =>
        imagery.Configuration?.Values is not { } config
            ? []
            : FindSecondary(imagery, config).Concat(FindPanel(imagery, config)).Concat(FindControlPoints(imagery, config));

    private static IEnumerable<Finding> FindSecondary(ProjectImagery imagery, ConfigValues config)
    {
        var faults = imagery.Attachments.SecondaryFaults
            .Select(fault => $"photo_path_secondary “{YamlValue.Shorten(fault.Folder)}” {fault.Why}");
        if (imagery.Attachments.SecondaryUnseen is > 0 and var unseen)
        {
            faults = faults.Append(
                $"photo_path_secondary lists {Words.Count(unseen, "more folder")} after those, not looked at");
        }

        return faults.Select(fault => ConfigRule.Told(
            imagery, FindingCodes.ConfigSecondary, config.LineOf("project", "photo_path_secondary"), fault,
            "Write the absolute path of a folder on the share, as the cluster sees it, or \"\". When only the other folder "
                + "was mended, put a file _RETRY into this project's to have it looked at again."));
    }

    private static IEnumerable<Finding> FindPanel(ProjectImagery imagery, ConfigValues config)
    {
        if (imagery.Attachments.PanelFault is not { } fault)
            yield break;
        var file = YamlValue.Shorten(config.TextOf("calibrate_reflectance", "panel_filename"));
        yield return ConfigRule.Told(
            imagery, FindingCodes.ConfigPanel, config.LineOf("calibrate_reflectance", "panel_filename"),
            $"calibrate_reflectance is on, and panel_filename “{file}” {fault}",
            "Put the panel's table, as its maker gives it, into the folder calibration beside the photos, or "
                + "write use_reflectance_panels: False.");
    }

    private static IEnumerable<Finding> FindControlPoints(ProjectImagery imagery, ConfigValues config)
    {
        if (imagery.Attachments is not { ImageCoordinates: { } inPhotos, Positions: { } onGround })
            yield break;
        foreach (var finding in new[] { inPhotos, onGround }.SelectMany(table => FindInTable(imagery, config, table)))
            yield return finding;
        if (inPhotos.Fault is not null || onGround.Fault is not null)
            yield break;
        foreach (var finding in FindMissingPhotos(imagery, inPhotos).Concat(FindInPairs(imagery, config, inPhotos, onGround)))
            yield return finding;
    }

    private static IEnumerable<Finding> FindInTable(ProjectImagery imagery, ConfigValues config, ControlPointTable table)
    {
        if (table.Fault is { } fault)
        {
            yield return ConfigRule.Told(
                imagery, FindingCodes.ConfigControlPoints, config.LineOf("add_gcps"),
                $"add_gcps is on, and {table.Name} {fault}",
                "Prepare the table as the readme of automate-metashape says, or write add_gcps.enabled: False.");
        }

        foreach (var line in table.BadLines)
        {
            yield return Found(
                FindingCodes.ConfigControlPoints, $"{table.Name} {line}.",
                "Write four values between commas: a marker, its photo and two numbers, or a marker and three numbers.",
                table.Name);
        }
    }

    private static IEnumerable<Finding> FindMissingPhotos(ProjectImagery imagery, ControlPointTable table)
    {
        var photos = imagery.Inventory.Photos.Select(photo => photo.File).ToHashSet(StringComparer.Ordinal);
        var lost = table.Rows.Where(row => !photos.Contains(row.Photo)).ToList();
        if (lost.Count == 0)
            yield break;
        yield return Found(
            FindingCodes.ConfigControlPoints,
            $"{table.Name} line {lost[0].Line} places {YamlValue.Shorten(lost[0].Marker)} in "
                + $"“{YamlValue.Shorten(lost[0].Photo)}”, which is no photo of this project"
                + (lost.Count > 1 ? $"; and {Words.Count(lost.Count - 1, "more line")} likewise." : "."),
            "Write each photo's path as it is below the project's folder, or delete the line.",
            table.Name);
    }

    private static IEnumerable<Finding> FindInPairs(
        ProjectImagery imagery, ConfigValues config, ControlPointTable inPhotos, ControlPointTable onGround)
    {
        var seen = inPhotos.Rows.Select(row => row.Marker).ToHashSet(StringComparer.Ordinal);
        var placed = onGround.Rows.Select(row => row.Marker).ToHashSet(StringComparer.Ordinal);
        if (Name(seen.Except(placed)) is { } unplaced)
            yield return Unused(inPhotos.Name, unplaced, onGround.Name);
        if (Name(placed.Except(seen)) is { } unseen)
            yield return Unused(onGround.Name, unseen, inPhotos.Name);
        if (seen.Intersect(placed).Count() is < FewestMarkers and var both)
        {
            yield return ConfigRule.Told(
                imagery, FindingCodes.ConfigControlPoints, config.LineOf("add_gcps"),
                $"add_gcps is on, and {Words.Count(both, "marker")} {(both == 1 ? "has" : "have")} both a position and a photo: "
                    + $"{FewestMarkers} are the least",
                "Add markers to both tables, or write add_gcps.enabled: False.");
        }
    }

    private static Finding Unused(string table, string markers, string other) => Found(
        FindingCodes.ConfigControlPointsUnused, $"{table} has {markers} and {other} has not.",
        "Give each marker under the same name in both tables.", table);

    /// <summary>A few of the markers by name; null when there are none.</summary>
    private static string? Name(IEnumerable<string> markers)
    {
        const int most = 3;
        var all = markers.Order(StringComparer.Ordinal).ToList();
        if (all.Count == 0)
            return null;
        var first = string.Join(", ", all.Take(most).Select(YamlValue.Shorten));
        if (all.Count > most)
            return $"{first} and {Words.Count(all.Count - most, "more marker")}";
        return all.Count == 1 ? $"the marker {first}" : $"the markers {first}";
    }
}
