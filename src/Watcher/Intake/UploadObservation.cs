namespace OfoWatcher.Intake;

/// <summary>
/// What one walk through a project's folder saw. Two equal observations mean that nothing a file system tells about
/// the folder has changed between them.
/// </summary>
internal sealed record UploadObservation
{
    public Revision Revision { get; init; }

    /// <summary>An order-independent hash that also covers each file's modification and change time.</summary>
    public ulong Stamp { get; init; }

    /// <summary>Number of files that are part of the upload.</summary>
    public long Files { get; init; }

    /// <summary>How many of <see cref="Files"/> have the name of a photo.</summary>
    public long Photos { get; init; }

    /// <summary>Size of all <see cref="Files"/> in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>The latest modification or change time of any file, by the file server's clock.</summary>
    public DateTimeOffset NewestChange { get; init; }

    /// <summary>Files that some program is still writing, or left unfinished.</summary>
    public PartialFiles Partial { get; init; } = PartialFiles.None;

    /// <summary>
    /// Links that lead out of the input root or to a folder, and files that are no files (pipes, devices).
    /// </summary>
    public SkippedEntries Skipped { get; init; } = SkippedEntries.None;

    public ControlFiles Control { get; init; } = ControlFiles.None;

    public bool IsEmpty => Files == 0 && Partial.Count == 0;
}

/// <param name="Count">How many there are.</param>
/// <param name="Stamp">An order-independent hash over their paths, sizes and times.</param>
/// <param name="Example">
/// The path of one of them, relative to the project; the same one as long as they do not change.
/// </param>
internal sealed record PartialFiles(int Count, ulong Stamp, string Example)
{
    public static readonly PartialFiles None = new(0, 0, "");
}

/// <param name="Count">How many there are.</param>
/// <param name="Example">The path of one of them, relative to the project, and what it is.</param>
internal sealed record SkippedEntries(int Count, string Example)
{
    public static readonly SkippedEntries None = new(0, "");
}

/// <summary>What the pilot asks for by files in the project's folder.</summary>
/// <param name="Complete">The upload-complete marker is there.</param>
/// <param name="Hold">Wait while it is there.</param>
/// <param name="Cancel">Stop the run, and start none while it is there.</param>
/// <param name="Retry">
/// Names one particular <c>_RETRY</c> file, so that it is answered once; null when there is none.
/// </param>
internal sealed record ControlFiles(bool Complete, bool Hold, bool Cancel, string? Retry)
{
    public static readonly ControlFiles None = new(false, false, false, null);

    /// <summary>
    /// Names one particular state of <c>accept.txt</c>, so that a new one is read at once; null when there is none.
    /// </summary>
    public string? Accept { get; init; }

    /// <summary>
    /// Names one particular state of the upload-complete marker, which may tell how many photos there are; null when
    /// there is none.
    /// </summary>
    public string? CompleteState { get; init; }

    /// <summary>What <c>_PRIORITY</c> asks for; null when there is none.</summary>
    public PriorityWish? Priority { get; init; }
}
