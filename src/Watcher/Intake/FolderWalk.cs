using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using OfoWatcher.Platform;

namespace OfoWatcher.Intake;

/// <summary>
/// One streaming walk through a project's folder: no list of files is kept, names stay the bytes they are, and each
/// file costs one <c>statx</c>. Links to folders are not followed, links to files only within the input root.
/// </summary>
/// <typeparam name="TVisitor">A struct, so that the calls to it are inlined.</typeparam>
internal unsafe ref struct FolderWalk<TVisitor>
    where TVisitor : struct, IFolderVisitor
{
    private const int LongestPath = 4096;
    private const int DeepestFolder = 64;

    private readonly RawPath folder;
    private readonly string root;
    private readonly byte[] completeMarker;
    private readonly Action? onEntry;
    private readonly CancellationToken cancellationToken;
    private byte[] path = [];

    /// <summary>The visitor with all it has gathered.</summary>
    public TVisitor Visitor;

    /// <param name="folder">The project's folder.</param>
    /// <param name="root">The input root, out of which no link may lead.</param>
    /// <param name="completeMarker">The name of the upload-complete marker.</param>
    /// <param name="visitor">Receives the entries.</param>
    /// <param name="onEntry">Called now and then, as a sign of life.</param>
    public FolderWalk(
        RawPath folder,
        string root,
        string completeMarker,
        TVisitor visitor,
        Action? onEntry,
        CancellationToken cancellationToken)
    {
        this.folder = folder;
        this.root = root;
        this.completeMarker = Encoding.UTF8.GetBytes(completeMarker);
        this.onEntry = onEntry;
        this.cancellationToken = cancellationToken;
        Visitor = visitor;
    }

    /// <summary>Walks the folder.</summary>
    /// <exception cref="FolderUnreadableException">
    /// A folder could not be read: what was seen is not the whole.
    /// </exception>
    /// <exception cref="OperationCanceledException">The walk was called off.</exception>
    public void Walk()
    {
        path = ArrayPool<byte>.Shared.Rent(LongestPath + 256 + Revision.Room);
        try
        {
            fixed (byte* name = folder.Terminated)
            {
                var handle = Libc.OpenAt(Libc.AtCurrentFolder, name, Libc.DirectoryFlags(follow: false), 0);
                if (handle < 0)
                    throw Unreadable(0, Marshal.GetLastPInvokeError());
                ReadFolder(handle, 0, 0, insideRsyncFolder: false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(path);
            path = [];
        }
    }

    /// <summary>Reads one folder and closes its handle.</summary>
    private void ReadFolder(int handle, int pathLength, int depth, bool insideRsyncFolder)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FolderEntries.BufferSize);
        try
        {
            fixed (byte* pinned = buffer, nothing = "\0"u8)
            {
                FileStatus status;
                // Before the entries, so that what is added while they are read shows as a later change of the folder.
                if (Libc.StatX(handle, nothing, Libc.StatEmptyPath, FileStatus.Wanted, &status) < 0)
                    throw Unreadable(pathLength, Marshal.GetLastPInvokeError());
                Visitor.Folder(path.AsSpan(0, pathLength), status);

                var entries = new FolderEntries(handle, pinned, buffer.Length);
                while (entries.MoveNext())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    ReadEntry(handle, entries, pathLength, depth, insideRsyncFolder);
                }

                if (entries.Error != 0)
                    throw Unreadable(pathLength, entries.Error);
            }
        }
        finally
        {
            _ = Libc.Close(handle);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void ReadEntry(int handle, FolderEntries entry, int pathLength, int depth, bool insideRsyncFolder)
    {
        var name = entry.Name;
        FileStatus status = default;
        if (entry.Type != EntryType.Folder)
        {
            if (Libc.StatX(handle, entry.NamePointer, Libc.StatNoFollow, FileStatus.Wanted, &status) < 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (error == Libc.NoSuchFile)
                    return; // Renamed or removed since the folder was read; the next walk sees what became of it.
                throw Unreadable(Append(pathLength, name), error);
            }

            onEntry?.Invoke();
        }

        var length = Append(pathLength, name);
        if (entry.Type == EntryType.Folder || status.IsFolder)
            EnterFolder(handle, entry.NamePointer, name, length, depth, insideRsyncFolder);
        else
            MeetFile(name, length, depth, insideRsyncFolder, status);
    }

    private void EnterFolder(
        int handle, byte* namePointer, ReadOnlySpan<byte> name, int length, int depth, bool insideRsync)
    {
        var isRsync = FileNames.IsRsyncFolder(name);
        if (name[0] == (byte)'.' && !isRsync && !insideRsync)
            return; // Hidden: Metashape does not look inside either.
        if (depth + 1 > DeepestFolder || length + 1 > LongestPath)
            throw new FolderUnreadableException(Show(length), $"it lies deeper than {DeepestFolder} folders");
        var inner = Libc.OpenAt(handle, namePointer, Libc.DirectoryFlags(follow: false), 0);
        if (inner < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error == Libc.NoSuchFile)
                return;
            throw Unreadable(length, error);
        }

        path[length] = (byte)'/';
        ReadFolder(inner, length + 1, depth + 1, insideRsync || isRsync);
    }

    private void MeetFile(
        ReadOnlySpan<byte> name, int length, int depth, bool insideRsyncFolder, FileStatus status)
    {
        var kind = insideRsyncFolder
            ? FileKind.Partial
            : FileNames.Classify(name, inProjectFolder: depth == 0, completeMarker);
        if (kind == FileKind.Ignored)
            return;
        if (status.IsLink && !TryFollow(length, ref status))
            return;
        if (!status.IsRegularFile)
        {
            Visitor.Skipped(path.AsSpan(0, length), "is neither a file nor a folder");
            return;
        }

        Visitor.File(kind, path.AsSpan(0, length + Revision.Room), name.Length, status);
    }

    private bool TryFollow(int length, ref FileStatus status)
    {
        var link = folder.Append(path.AsSpan(0, length));
        var target = LinkTarget.Resolve(link, root);
        if (target.Fault is null)
        {
            fixed (byte* pointer = link.Terminated)
            fixed (FileStatus* followed = &status)
            {
                if (Libc.StatX(Libc.AtCurrentFolder, pointer, 0, FileStatus.Wanted, followed) == 0 && !status.IsFolder)
                    return true;
            }
        }

        Visitor.Skipped(path.AsSpan(0, length), target.Fault ?? "is a link to a folder");
        return false;
    }

    private readonly int Append(int pathLength, ReadOnlySpan<byte> name)
    {
        name.CopyTo(path.AsSpan(pathLength));
        return pathLength + name.Length;
    }

    private readonly FolderUnreadableException Unreadable(int pathLength, int error) =>
        new(Show(pathLength), Libc.Describe(error)) { IsGone = error == Libc.NoSuchFile };

    private readonly string Show(int pathLength) => RawPath.Show(path.AsSpan(0, pathLength));
}
