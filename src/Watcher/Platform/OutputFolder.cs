using FluentValidation;

namespace OfoWatcher.Platform;

/// <summary>Where results go.</summary>
internal sealed record OutputOptions
{
    public const string Section = "Output";

    /// <summary>The folder that receives one folder per project. The only one the watcher writes to.</summary>
    public string Root { get; init; } = "";
}

internal sealed class OutputOptionsValidator : AbstractValidator<OutputOptions>
{
    public OutputOptionsValidator() =>
        RuleFor(o => o.Root).Must(Path.IsPathFullyQualified).WithMessage("must be an absolute path");
}

/// <summary>The output volume as a place: it stays the same while the program runs.</summary>
/// <param name="root">The output root, an absolute path.</param>
/// <param name="isReadOnly">Whether nothing may be written to it, as in a dry run.</param>
internal sealed class OutputFolder(string root, bool isReadOnly = false)
{
    private Identity? identity;

    /// <summary>Whether nothing may be written to it, as in a dry run.</summary>
    public bool IsReadOnly => isReadOnly;

    public string Root { get; } = Folders.Normalize(root);

    /// <summary>Holds caches only: losing it costs time, never correctness.</summary>
    public string Cache => Path.Combine(Root, ".ofo-watcher");

    public string LockFile { get; } = Path.Combine(Folders.Normalize(root), ".ofo-watcher", "lock");

    public string LedgerFile => Path.Combine(Cache, "uploads.json");

    /// <summary>What the photos of a project told when they were last looked at.</summary>
    public string SurveyFile(string project) => Path.Combine(Cache, "survey", project);

    /// <summary>What the projects of the share's first scan were; see the baseline.</summary>
    public string BaselineFile => Path.Combine(Root, "baseline.json");

    /// <summary>
    /// Makes sure that the volume is still the one that the watcher locked: an empty folder where it was mounted would
    /// make every project look new.
    /// </summary>
    /// <remarks>
    /// By the lock file itself and not by its name: one may lie below the mount too, from a start before it was mounted.
    /// </remarks>
    /// <exception cref="IOException">It is gone.</exception>
    public void ThrowIfGone()
    {
        // A dry run leaves no lock file where none was.
        var found = IdentityOf(isReadOnly ? Root : LockFile);
        if (found is null || found != (Interlocked.CompareExchange(ref identity, found, null) ?? found))
        {
            throw new IOException(
                $"the output folder {Root} is not the one that the watcher started on, as if its volume were not mounted");
        }
    }

    /// <summary>Tries whether the volume can be written to.</summary>
    /// <returns>Null when it can, otherwise the system's words.</returns>
    public string? Probe()
    {
        try
        {
            ThrowIfGone();
            if (isReadOnly)
                return null;
            AtomicFile.WriteText(Path.Combine(Cache, "probe"), "The watcher writes this file to see whether it can.\n");
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    /// <summary>The volume and file that stand behind a name; null when there is none that can be seen.</summary>
    private static Identity? IdentityOf(string path) =>
        FileStatus.Of(path, follow: false) is { } status
            ? new Identity(status.DeviceMajor, status.DeviceMinor, status.Inode)
            : null;

    private sealed record Identity(uint DeviceMajor, uint DeviceMinor, ulong Inode);
}
