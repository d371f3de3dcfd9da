namespace OfoWatcher.Metashape.Configuration;

/// <summary>What lies on the share of the files that a configuration asks for. Read at once; judged by rules
/// later.</summary>
internal sealed record ConfigAttachments
{
    public static readonly ConfigAttachments None = new();

    private const string Reflectance = "calibrate_reflectance";
    private const string Prepared = "gcps/prepared";

    /// <summary>Where each marker is seen in the photos; null when no control points are asked for.</summary>
    public ControlPointTable? ImageCoordinates { get; init; }

    /// <summary>Where each marker is on the ground; null likewise.</summary>
    public ControlPointTable? Positions { get; init; }

    /// <summary>Why the panel's calibration cannot be used; null when it can, or is not asked for.</summary>
    public string? PanelFault { get; init; }

    /// <summary>Folders of secondary photos that cannot be used, each with why; the first few.</summary>
    public IReadOnlyList<(string Folder, string Why)> SecondaryFaults { get; init; } = [];

    /// <summary>How many folders of secondary photos come after those and were not looked at.</summary>
    public int SecondaryUnseen { get; init; }

    /// <param name="config">The configuration.</param>
    /// <param name="photos">The project's folder, right in its input root.</param>
    /// <exception cref="IOException">The share failed.</exception>
    public static ConfigAttachments Read(ConfigValues config, string photos)
    {
        var root = Path.GetDirectoryName(photos)!;
        var (secondaryFaults, secondaryUnseen) =
            FindSecondaryFaults(root, config.TextsOf("project", "photo_path_secondary"));
        var usesControlPoints = config.IsOn("add_gcps");
        return new ConfigAttachments
        {
            ImageCoordinates = usesControlPoints
                ? ReadTable(root, photos, $"{Prepared}/gcp_imagecoords_table.csv", hasPhotos: true)
                : null,
            Positions = usesControlPoints
                ? ReadTable(root, photos, $"{Prepared}/gcp_table.csv", hasPhotos: false)
                : null,
            PanelFault = config.IsOn(Reflectance) && config.IsOn(Reflectance, "use_reflectance_panels")
                ? FindPanelFault(root, photos, config.TextOf(Reflectance, "panel_filename"))
                : null,
            SecondaryFaults = secondaryFaults,
            SecondaryUnseen = secondaryUnseen,
        };
    }

    private static ControlPointTable ReadTable(string root, string photos, string name, bool hasPhotos)
    {
        var path = Path.Combine(photos, name);
        try
        {
            if (!ShareFile.IsWithin(root, path))
                return ControlPointTable.Missing(name);
            return ControlPointTable.Parse(name, ShareFile.ReadAtMost(path, ControlPointTable.MostBytes), hasPhotos);
        }
        catch (UnauthorizedAccessException)
        {
            return ControlPointTable.Faulty(name, "may not be read by the watcher");
        }
    }

    private static string? FindPanelFault(string root, string photos, string file)
    {
        if (file is "" or "." or ".." || file.AsSpan().ContainsAny('/', '\0'))
            return "is no name of a file";
        var path = Path.Combine(photos, "calibration", file);
        try
        {
            return ShareFile.IsWithin(root, path)
                ? PanelCalibration.FindFault(ShareFile.ReadAtMost(path, PanelCalibration.MostBytes))
                : "is not in the folder calibration";
        }
        catch (UnauthorizedAccessException)
        {
            return "may not be read by the watcher";
        }
    }

    private static (List<(string Folder, string Why)> Faults, int Unseen) FindSecondaryFaults(
        string root, IReadOnlyList<string> folders)
    {
        var faults = new List<(string Folder, string Why)>();
        for (var index = 0; index < folders.Count; index++)
        {
            if (faults.Count == ConfigProblem.MostOfAKind)
                return (faults, folders.Count - index);
            if (FindSecondaryFault(root, folders[index]) is { } fault)
                faults.Add((folders[index], fault));
        }

        return (faults, 0);
    }

    private static string? FindSecondaryFault(string root, string folder)
    {
        if (!Path.IsPathFullyQualified(folder) || folder.Contains('\0', StringComparison.Ordinal))
            return "is no absolute path";
        if (folder.AsSpan().ContainsAny("[]*?"))
            return "has one of [ ] * ? in its name, under which Metashape finds no photos";
        try
        {
            return ShareFile.IsFolderWithin(root, folder) ? null : "is no folder in the input folder";
        }
        catch (UnauthorizedAccessException)
        {
            return "lies where the watcher may not look";
        }
    }
}
