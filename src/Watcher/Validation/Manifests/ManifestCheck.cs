namespace OfoWatcher.Validation.Manifests;

/// <summary>What an upload says of itself, by manifests and counts, against what is there.</summary>
internal sealed record ManifestCheck
{
    /// <summary>The upload says nothing of itself.</summary>
    public static readonly ManifestCheck None = new();

    /// <summary>The manifests that were found.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Files that are listed and cannot be read or are not there.</summary>
    public CappedList<string> Missing { get; init; } = new(file => file);

    /// <summary>Files whose content has another checksum than the one that is listed.</summary>
    public CappedList<string> Different { get; init; } = new(file => file);

    /// <summary>Photos that no manifest lists.</summary>
    public CappedList<string> Unlisted { get; init; } = new(file => file);

    /// <summary>What makes no sense in the manifests, in words that follow their names.</summary>
    public CappedList<string> Faults { get; init; } = new(fault => fault);

    public IReadOnlyList<ExpectedCount> Counts { get; init; } = [];
}

/// <summary>How many files an upload says it has, and how many there are.</summary>
/// <param name="Source">The file that says so.</param>
/// <param name="Noun">What is counted.</param>
/// <param name="Bytes">Their size; null when nothing is said of it.</param>
/// <param name="FoundBytes">Their size as it is.</param>
internal sealed record ExpectedCount(
    string Source, string Noun, long Files, long FoundFiles, long? Bytes, long FoundBytes)
{
    public bool Agrees => Files == FoundFiles && (Bytes is null || Bytes == FoundBytes);
}
