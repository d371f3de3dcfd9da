namespace OfoWatcher.Survey.Photos;

/// <summary>A file that is no photo: not a JPEG, cut off within its header, or not to be opened at all.</summary>
internal sealed class UnreadablePhotoException(string file, string reason, Exception? cause = null)
    : Exception($"{file}: {reason}", cause)
{
    public string File { get; } = file;

    /// <summary>What is wrong with it, in words for a person.</summary>
    public string Reason { get; } = reason;
}
