using OfoWatcher.Platform;

namespace OfoWatcher.Survey.Photos;

/// <summary>
/// What changes when a file does: its size, when it was written, and when the file system last noted a change. The third
/// is needed because <c>rsync -a</c> sets the time of writing back to the original's; it cannot be set back itself.
/// </summary>
/// <param name="Size">In bytes.</param>
/// <param name="Written">Seconds since 1970 and nanoseconds (mtime).</param>
/// <param name="Changed">As <paramref name="Written"/> (ctime).</param>
internal readonly record struct FileStamp(
    long Size, (long Seconds, uint Nanoseconds) Written, (long Seconds, uint Nanoseconds) Changed)
{
    public static FileStamp Of(in FileStatus status) => new(
        (long)status.Size,
        (status.Modified.Seconds, status.Modified.Nanoseconds),
        (status.Changed.Seconds, status.Changed.Nanoseconds));
}
