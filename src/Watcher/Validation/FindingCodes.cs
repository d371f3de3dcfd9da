namespace OfoWatcher.Validation;

/// <summary>
/// The names of all kinds of findings. They stand in markers and reports, so they never change their meaning.
/// </summary>
internal static class FindingCodes
{
    /// <summary>The project's name breaks the naming rule.</summary>
    public const string Name = "name";

    /// <summary>Two input roots hold a project of this name.</summary>
    public const string NameTwice = "name-twice";

    /// <summary>There are fewer photos than the least that makes a survey.</summary>
    public const string TooFewPhotos = "too-few-photos";

    /// <summary>Files that look like photos have an extension that Metashape passes over.</summary>
    public const string PhotoIgnored = "photo-ignored";

    /// <summary>A photo holds no bytes at all.</summary>
    public const string PhotoEmpty = "photo-empty";

    /// <summary>A photo does not begin like a file of its kind.</summary>
    public const string PhotoNoStart = "photo-no-start";

    /// <summary>A JPEG has no frame header, so it holds no picture.</summary>
    public const string PhotoNoFrame = "photo-no-frame";

    /// <summary>A JPEG does not end: it was cut off.</summary>
    public const string PhotoCutOff = "photo-cut-off";

    /// <summary>A part of a photo consists of zeros.</summary>
    public const string PhotoZeroed = "photo-zeroed";

    /// <summary>A photo cannot be read.</summary>
    public const string PhotoUnreadable = "photo-unreadable";

    /// <summary>More photos did not arrive whole than are listed one by one.</summary>
    public const string PhotosMore = "photos-more";

    /// <summary>A copying program left unfinished files behind.</summary>
    public const string PartialLeft = "partial-left";

    /// <summary>A link or special file is passed over by the watcher, though Metashape would follow it.</summary>
    public const string LinkSkipped = "link-skipped";

    /// <summary>No configuration was found for the project, so the built-in default is used.</summary>
    public const string ConfigMissing = "config-missing";

    /// <summary>The configuration is no YAML file of sensible size, made of sections and keys. Cannot be
    /// accepted.</summary>
    public const string ConfigUnreadable = "config-unreadable";

    /// <summary>The configuration holds what would run as code. Cannot be accepted or switched off.</summary>
    public const string ConfigUnsafe = "config-unsafe";

    /// <summary>The configuration is of the flat format of 2025, which no longer runs. Cannot be accepted.</summary>
    public const string ConfigOldFormat = "config-old-format";

    /// <summary>A key stands twice in one section.</summary>
    public const string ConfigDuplicateKey = "config-duplicate-key";

    /// <summary>A key or section is none that automate-metashape reads; perhaps it is misspelt.</summary>
    public const string ConfigUnknownKey = "config-unknown-key";

    /// <summary>Keys are not given and have their default.</summary>
    public const string ConfigMissingKeys = "config-missing-keys";

    /// <summary>A value is of another type than its key takes.</summary>
    public const string ConfigType = "config-type";

    /// <summary>A value is none of those, or outside of the range, that its key takes.</summary>
    public const string ConfigValue = "config-value";

    /// <summary>Two settings do not go together, which would be noticed hours into the run.</summary>
    public const string ConfigConflict = "config-conflict";

    /// <summary>A value counts for nothing, because the watcher gives its own.</summary>
    public const string ConfigReplaced = "config-replaced";

    /// <summary>The coordinate system does not suit the site, or none is known.</summary>
    public const string ConfigCrs = "config-crs";

    /// <summary>Whether the coordinate system suits the site cannot be checked.</summary>
    public const string ConfigCrsUnchecked = "config-crs-unchecked";

    /// <summary>A step asks for resources that no pod can have or do with.</summary>
    public const string ConfigResources = "config-resources";

    /// <summary>A step asks for more than OFO's usual node has.</summary>
    public const string ConfigResourcesLarge = "config-resources-large";

    /// <summary>Secondary photos are not where the configuration says.</summary>
    public const string ConfigSecondary = "config-secondary";

    /// <summary>Files of ground control points are missing or make no sense.</summary>
    public const string ConfigControlPoints = "config-control-points";

    /// <summary>Some ground control points will not be used.</summary>
    public const string ConfigControlPointsUnused = "config-control-points-unused";

    /// <summary>The calibration of the reflectance panel is not there.</summary>
    public const string ConfigPanel = "config-panel";

    /// <summary>The results will surely not fit on the output volume.</summary>
    public const string OutputSpace = "output-space";

    /// <summary>The results may not fit on the output volume.</summary>
    public const string OutputSpaceTight = "output-space-tight";

    /// <summary>No step asks for as much memory as a survey of this size takes.</summary>
    public const string MemoryShort = "memory-short";

    /// <summary>The run will take longer than a day.</summary>
    public const string LongRun = "long-run";

    /// <summary>A check could not be run, so nobody knows whether it would have passed.</summary>
    public const string CheckFailed = "check-failed";
}
