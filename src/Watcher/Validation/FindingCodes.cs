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

    /// <summary>The engine's command needs a configuration and none was found.</summary>
    public const string ConfigMissing = "config-missing";

    /// <summary>A check could not be run, so nobody knows whether it would have passed.</summary>
    public const string CheckFailed = "check-failed";
}
