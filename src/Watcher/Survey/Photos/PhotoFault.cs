namespace OfoWatcher.Survey.Photos;

/// <summary>The ways in which a file that should be a photo is none, or not a whole one.</summary>
internal enum PhotoFaultKind
{
    /// <summary>It holds no bytes at all.</summary>
    Empty,

    /// <summary>It does not begin like a file of its kind.</summary>
    NoStart,

    /// <summary>It has no frame header, or no directory when it is a TIFF, so it holds no picture.</summary>
    NoFrame,

    /// <summary>It does not end: it was cut off.</summary>
    CutOff,

    /// <summary>A part of it consists of zeros.</summary>
    Zeroed,

    /// <summary>It cannot be read.</summary>
    Unreadable,
}

/// <summary>What is wrong with a photo.</summary>
/// <param name="Kind">Which of the known faults it is.</param>
/// <param name="What">The fault in words that follow the file's name.</param>
internal sealed record PhotoFault(PhotoFaultKind Kind, string What)
{
    /// <summary>It was there when the folder was listed, and is no more.</summary>
    public bool IsGone { get; init; }
}
