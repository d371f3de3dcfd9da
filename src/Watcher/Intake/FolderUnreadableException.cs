namespace OfoWatcher.Intake;

/// <summary>
/// A folder could not be read, so nothing may be concluded from what was seen of it. It is retried at the next scan.
/// </summary>
/// <param name="path">The folder or file, relative to the project; empty for the project's own folder.</param>
/// <param name="why">The system's words.</param>
internal sealed class FolderUnreadableException(string path, string why)
    : IOException($"cannot read {(path.Length == 0 ? "the folder" : path)}: {why}")
{
    /// <summary>The project's folder, or one on the way to it, does not exist any more.</summary>
    public bool IsGone { get; init; }
}
