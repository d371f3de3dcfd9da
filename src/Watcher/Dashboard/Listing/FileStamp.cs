using OfoWatcher.Platform;

namespace OfoWatcher.Dashboard.Listing;

/// <summary>Tells one state of a file from another without reading it.</summary>
/// <param name="Seconds">When it was last written, in seconds since 1970.</param>
/// <param name="Nanoseconds">The part of a second on top.</param>
/// <param name="Bytes">Its size.</param>
internal readonly record struct FileStamp(long Seconds, uint Nanoseconds, ulong Bytes)
{
    /// <summary>Of a regular file: a pipe would keep its reader waiting for ever. Null when there is none.</summary>
    public static FileStamp? Of(string path) =>
        FileStatus.Of(path, follow: false) is { IsRegularFile: true } status
            ? new FileStamp(status.Modified.Seconds, status.Modified.Nanoseconds, status.Size)
            : null;
}
