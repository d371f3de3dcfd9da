namespace OfoWatcher.Intake;

/// <summary>A project as the latest scan saw it.</summary>
internal sealed record ProjectUpload
{
    /// <summary>The name of the project's folder, shown by <see cref="RawPath.Show"/>.</summary>
    public required string Project { get; init; }

    /// <summary>The folder of photos.</summary>
    public required string Folder { get; init; }

    /// <summary>What is known of the upload; null when it could never be read.</summary>
    public UploadEntry? Entry { get; init; }

    /// <summary>
    /// Tells apart states of what lies outside of the folder and counts for the project, see <see cref="StampBeside"/>;
    /// no part of the upload's revision, and nothing that settling waits for.
    /// </summary>
    public ulong Beside { get; init; }

    /// <summary>What keeps the upload from being judged now; null when nothing does.</summary>
    public UploadFault? Fault { get; init; }
}

/// <summary>Why nothing can be concluded about an upload at present.</summary>
/// <param name="Kind">Which of the known troubles it is.</param>
/// <param name="Words">The trouble in words for the pilot.</param>
internal sealed record UploadFault(UploadFaultKind Kind, string Words)
{
    /// <summary>The folders that have the same name; empty unless that is the trouble.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];
}

internal enum UploadFaultKind
{
    /// <summary>The project's folder, or one in it, cannot be read; tried again at each scan.</summary>
    Unreadable,

    /// <summary>
    /// The project's folder was not in the listing of its input root; one more such scan and it is gone.
    /// </summary>
    Missing,

    /// <summary>The project's folder held files and now holds none.</summary>
    Emptied,

    /// <summary>The input root is missing, empty or hung.</summary>
    RootUnavailable,

    /// <summary>The same name stands under two input roots.</summary>
    Ambiguous,
}
