namespace OfoWatcher.Intake;

/// <summary>What is remembered of a project's upload from one scan to the next.</summary>
internal sealed record UploadEntry
{
    /// <summary>The input root that holds the project.</summary>
    public required string Root { get; init; }

    /// <summary>The latest observation.</summary>
    public required UploadObservation Seen { get; init; }

    /// <summary>When the project was first seen.</summary>
    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>When a walk last saw <see cref="Seen"/> to be so.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>When all files were last looked at.</summary>
    public required DateTimeOffset WalkedAt { get; init; }

    /// <summary>How many times in a row <see cref="Seen"/> was seen.</summary>
    public int Sightings { get; init; } = 1;

    /// <summary>For how long <see cref="Seen"/> is known to be unchanged, by the watcher's own clock.</summary>
    public TimeSpan QuietFor { get; init; }

    /// <summary>For how long the unfinished files are known to be unchanged.</summary>
    public TimeSpan PartialQuietFor { get; init; }

    /// <summary>How many times in a row the revision was seen.</summary>
    public int RevisionSightings { get; init; } = 1;

    /// <summary>When the upload settled as it is; null while it has not.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>The latest scan of a healthy root did not find the folder; a second one makes it gone.</summary>
    public bool IsMissing { get; init; }

    /// <summary>The project's folders, see <see cref="FolderStamps"/>; null when there are too many.</summary>
    public IReadOnlyList<string>? Folders { get; init; }

    public ulong FoldersStamp { get; init; }

    /// <summary>The entry of a project that was not known before.</summary>
    public static UploadEntry First(
        string root, UploadObservation seen, FolderStamps folders, DateTimeOffset now) => new()
        {
            Root = root,
            Seen = seen,
            FoundAt = now,
            SeenAt = now,
            WalkedAt = now,
            Folders = folders.Paths,
            FoldersStamp = folders.Stamp,
        };

    /// <summary>The entry after one more walk.</summary>
    /// <param name="elapsed">Time since the last observation; it counts as quiet if nothing has changed.</param>
    public UploadEntry Observe(UploadObservation seen, FolderStamps folders, TimeSpan elapsed, DateTimeOffset now)
    {
        // A word from the pilot is no content: whoever drops _RETRY must not wait for the quiet period again.
        var same = seen with { Control = Seen.Control } == Seen;
        return this with
        {
            Seen = seen,
            SeenAt = now,
            WalkedAt = now,
            Sightings = same ? Sightings + 1 : 1,
            QuietFor = same ? QuietFor + elapsed : TimeSpan.Zero,
            PartialQuietFor = seen.Partial == Seen.Partial ? PartialQuietFor + elapsed : TimeSpan.Zero,
            RevisionSightings = seen.Revision == Seen.Revision ? RevisionSightings + 1 : 1,
            SettledAt = same ? SettledAt : null,
            // A folder that has just changed may change again within the same tick of its time stamp, unseen.
            Folders = seen.Control == Seen.Control ? folders.Paths : null,
            FoldersStamp = folders.Stamp,
        };
    }
}
