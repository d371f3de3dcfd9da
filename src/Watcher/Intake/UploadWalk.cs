using System.Buffers.Binary;
using System.IO.Hashing;
using OfoWatcher.Platform;

namespace OfoWatcher.Intake;

/// <summary>Walks a project's folder and sums it up as an <see cref="UploadObservation"/>.</summary>
internal static class UploadWalk
{
    /// <exception cref="FolderUnreadableException">A folder could not be read.</exception>
    public static (UploadObservation Seen, FolderStamps Folders) Observe(
        RawPath folder, string root, string completeMarker, Action? onEntry, CancellationToken cancellationToken)
    {
        var walk = new FolderWalk<Sum>(
            folder, root, completeMarker, new Sum(folder, completeMarker), onEntry, cancellationToken);
        walk.Walk();
        return (walk.Visitor.ToObservation(), walk.Visitor.Folders);
    }

    private struct Sum(RawPath folder, string completeMarker) : IFolderVisitor
    {
        public readonly FolderStamps Folders = new();
        private Revision revision;
        private ulong stamp, partialStamp;
        private long files, photos, bytes;
        private KernelTime newest;
        private int partials, skipped;
        private string partialExample = "", skippedExample = "";
        private bool complete, hold, cancel;
        private string? retry, accept, completeState;
        private PriorityWish? priority;

        public readonly void Folder(ReadOnlySpan<byte> path, in FileStatus status) => Folders.Add(path, status);

        public void File(FileKind kind, Span<byte> pathAndRoom, int nameLength, in FileStatus status)
        {
            var path = pathAndRoom[..^Revision.Room];
            if (kind == FileKind.Control)
            {
                NoteControl(path, status);
                return;
            }

            var hash = Revision.HashFile(pathAndRoom, (long)status.Size);
            var fileStamp = StampOf((ulong)hash, status);
            stamp = unchecked(stamp + fileStamp);
            newest = Later(newest, Later(status.Modified, status.Changed));
            // A stopped "rsync -aP" leaves a cut-off file under its final name, dated 1970.
            if (kind == FileKind.Partial || status.Modified.Seconds <= 0)
                NotePartial(path, fileStamp);
            if (kind == FileKind.Partial)
                return;

            revision = revision.With(hash);
            files++;
            bytes += (long)status.Size;
            if (FileNames.LooksLikePhoto(path[^nameLength..]))
                photos++;
        }

        public void Skipped(ReadOnlySpan<byte> path, string why)
        {
            skipped++;
            skippedExample = RawPath.Earlier(skippedExample, $"{RawPath.Show(path)} {why}");
        }

        public readonly UploadObservation ToObservation() => new()
        {
            Revision = revision,
            Stamp = stamp,
            Files = files,
            Photos = photos,
            Bytes = bytes,
            NewestChange = newest.ToDateTimeOffset(),
            Partial = new PartialFiles(partials, partialStamp, partialExample),
            Skipped = new SkippedEntries(skipped, skippedExample),
            Control = new ControlFiles(complete, hold, cancel, retry)
            {
                Accept = accept,
                CompleteState = completeState,
                Priority = priority,
            },
        };

        private void NoteControl(ReadOnlySpan<byte> name, in FileStatus status)
        {
            var text = RawPath.Show(name);
            complete |= text == completeMarker;
            hold |= text == FileNames.Hold;
            cancel |= text == FileNames.Cancel;
            if (text == FileNames.Retry)
                retry = IdentityOf(status);
            if (text == completeMarker)
                completeState = IdentityOf(status);
            if (text == FileNames.Accept)
                accept = IdentityOf(status);
            if (text == FileNames.Priority)
            {
                priority = PriorityFile.Read(Path.Combine(folder.ToString(), text));
                Folders.Add(name, status); // Written anew in place it changes no folder.
            }
        }

        // The change time, unlike the modification time, is not set by programs that copy.
        private static string IdentityOf(in FileStatus status) =>
            $"{status.Inode}-{status.Changed.Seconds}.{status.Changed.Nanoseconds:D9}";

        private void NotePartial(ReadOnlySpan<byte> path, ulong fileStamp)
        {
            partials++;
            partialStamp = unchecked(partialStamp + fileStamp);
            partialExample = RawPath.Earlier(partialExample, RawPath.Show(path));
        }

        private static ulong StampOf(ulong hash, in FileStatus status)
        {
            Span<byte> bytes = stackalloc byte[32];
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, hash);
            status.Modified.Write(bytes[8..]);
            status.Changed.Write(bytes[20..]);
            return XxHash3.HashToUInt64(bytes);
        }

        private static KernelTime Later(KernelTime a, KernelTime b) =>
            (a.Seconds, a.Nanoseconds).CompareTo((b.Seconds, b.Nanoseconds)) >= 0 ? a : b;
    }
}
