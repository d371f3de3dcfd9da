using System.Text;

namespace OfoWatcher.Intake;

/// <summary>What a name in a project's folder says about the file behind it.</summary>
internal enum FileKind
{
    /// <summary>Part of the upload.</summary>
    Content,

    /// <summary>A copying program's unfinished file.</summary>
    Partial,

    /// <summary>A file by which a pilot talks to the watcher.</summary>
    Control,

    /// <summary>Litter of operating systems, and hidden files, which Metashape does not see either.</summary>
    Ignored,
}

/// <summary>Tells kinds of files apart by their name, which is a row of bytes that need not be valid text.</summary>
internal static class FileNames
{
    public const string Hold = "_HOLD";
    public const string Cancel = "_CANCEL";
    public const string Retry = "_RETRY";
    public const string Accept = "accept.txt";
    public const string Priority = "_PRIORITY";

    // Suffixes of rclone, WinSCP, browsers, editors.
    private static readonly byte[][] PartialSuffixes =
        [.. new[] { ".partial", ".filepart", ".part", ".tmp", "~" }.Select(Encoding.ASCII.GetBytes)];

    private static readonly byte[][] PhotoSuffixes =
        [.. new[] { ".jpg", ".jpeg", ".tif", ".tiff", ".dng", ".png" }.Select(Encoding.ASCII.GetBytes)];

    public static FileKind Classify(ReadOnlySpan<byte> name, bool inProjectFolder, ReadOnlySpan<byte> completeMarker)
    {
        if (IsLitter(name))
            return FileKind.Ignored;
        if (IsRsyncTemporary(name))
            return FileKind.Partial;
        if (name[0] == (byte)'.')
            return FileKind.Ignored;
        if (inProjectFolder && (name.SequenceEqual(completeMarker) || IsControl(name)))
            return FileKind.Control;
        foreach (var suffix in PartialSuffixes)
        {
            if (EndsWith(name, suffix))
                return FileKind.Partial;
        }

        return FileKind.Content;
    }

    /// <summary>
    /// A folder in which rsync keeps unfinished files (<c>--partial-dir</c>, <c>--delay-updates</c>).
    /// </summary>
    public static bool IsRsyncFolder(ReadOnlySpan<byte> name) =>
        name.SequenceEqual(".rsync-partial"u8) || name.SequenceEqual(".~tmp~"u8);

    /// <summary>
    /// Whether people would call the file a photo; what Metashape would pick up is a narrower question.
    /// </summary>
    public static bool LooksLikePhoto(ReadOnlySpan<byte> name)
    {
        foreach (var suffix in PhotoSuffixes)
        {
            if (EndsWith(name, suffix))
                return true;
        }

        return false;
    }

    private static bool IsControl(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("_HOLD"u8) || name.SequenceEqual("_CANCEL"u8) || name.SequenceEqual("_RETRY"u8)
        || name.SequenceEqual("accept.txt"u8) || name.SequenceEqual("_PRIORITY"u8);

    private static bool IsLitter(ReadOnlySpan<byte> name) =>
        name.StartsWith("._"u8) || name.StartsWith(".nfs"u8) || name.SequenceEqual(".DS_Store"u8)
        || Ascii.EqualsIgnoreCase(name, "Thumbs.db"u8) || Ascii.EqualsIgnoreCase(name, "desktop.ini"u8);

    // rsync writes ".NAME.XXXXXX", the six characters as mkstemp(3) chooses them.
    private static bool IsRsyncTemporary(ReadOnlySpan<byte> name)
    {
        if (name.Length < 9 || name[0] != (byte)'.' || name[^7] != (byte)'.')
            return false;
        foreach (var character in name[^6..])
        {
            if (!char.IsAsciiLetterOrDigit((char)character))
                return false;
        }

        return true;
    }

    private static bool EndsWith(ReadOnlySpan<byte> name, ReadOnlySpan<byte> suffix) =>
        name.Length >= suffix.Length && Ascii.EqualsIgnoreCase(name[^suffix.Length..], suffix);
}
