using System.Runtime.InteropServices;
using OfoWatcher.Platform;

namespace OfoWatcher.Intake;

/// <summary>What lies right in an input root.</summary>
/// <param name="Folders">The child folders but hidden ones, by name.</param>
/// <param name="Files">How many files lie there, which belong to no project.</param>
/// <param name="Links">How many symbolic links lie there, which are not followed.</param>
/// <param name="Example">One of these files or links; empty when there are none.</param>
/// <param name="Identity">Names the mounted volume and folder: another one may be mounted over it later.</param>
internal sealed record RootListing(
    IReadOnlyList<(string Shown, RawPath Path)> Folders, int Files, int Links, string Example, string Identity)
{
    public static readonly RootListing Empty = new([], 0, 0, "", "");

    /// <summary>The folders that are projects: neither left out by the settings nor the place of the results.</summary>
    /// <param name="output">The output root.</param>
    public IEnumerable<(string Shown, RawPath Path)> Projects(IntakeOptions options, string output) =>
        Folders.Where(folder => !options.IgnoredFolders.Contains(folder.Shown)
            && !(output.Contains(folder.Shown, StringComparison.Ordinal) // Spares thousands of paths to be taken apart.
                && Platform.Folders.Contains(folder.Path.ToString(), output)));

    /// <param name="root">The input root.</param>
    /// <param name="onEntry">Called now and then, as a sign of life.</param>
    /// <exception cref="FolderUnreadableException">The root is missing or cannot be read.</exception>
    public static unsafe RootListing Read(string root, Action? onEntry = null)
    {
        var path = RawPath.Of(root);
        int handle;
        fixed (byte* name = path.Terminated)
            handle = Libc.OpenAt(Libc.AtCurrentFolder, name, Libc.DirectoryFlags(follow: true), 0);
        if (handle < 0)
            throw new FolderUnreadableException(root, Libc.Describe(Marshal.GetLastPInvokeError()));
        try
        {
            onEntry?.Invoke();
            return Read(root, path, handle, onEntry);
        }
        finally
        {
            _ = Libc.Close(handle);
        }
    }

    private static unsafe RootListing Read(string root, RawPath path, int handle, Action? onEntry)
    {
        var folders = new List<(string Shown, RawPath Path)>();
        int files = 0, links = 0;
        var example = "";
        fixed (byte* buffer = new byte[FolderEntries.BufferSize])
        {
            var entries = new FolderEntries(handle, buffer, FolderEntries.BufferSize);
            while (entries.MoveNext())
            {
                onEntry?.Invoke();
                if (FileNames.Classify(entries.Name, inProjectFolder: false, default) == FileKind.Ignored)
                    continue;
                var type = entries.Type == EntryType.Unknown ? TypeOf(handle, entries.NamePointer) : entries.Type;
                if (type == EntryType.Folder)
                {
                    if (entries.Name[0] != (byte)'.') // ".site.backup" passes for a temporary file of rsync.
                        folders.Add((RawPath.Show(entries.Name), path.Append(entries.Name)));
                    continue;
                }

                _ = type == EntryType.Link ? links++ : files++;
                example = RawPath.Earlier(example, RawPath.Show(entries.Name));
            }

            if (entries.Error != 0)
                throw new FolderUnreadableException(root, Libc.Describe(entries.Error));
        }

        folders.Sort((a, b) => string.CompareOrdinal(a.Shown, b.Shown));
        return new RootListing(folders, files, links, example, IdentityOf(handle));
    }

    private static unsafe EntryType TypeOf(int handle, byte* name)
    {
        FileStatus status;
        if (Libc.StatX(handle, name, Libc.StatNoFollow, FileStatus.Wanted, &status) < 0)
            return EntryType.Unknown;
        return status.IsFolder ? EntryType.Folder : status.IsLink ? EntryType.Link : EntryType.File;
    }

    private static unsafe string IdentityOf(int handle)
    {
        FileStatus status;
        fixed (byte* nothing = "\0"u8)
        {
            return Libc.StatX(handle, nothing, Libc.StatEmptyPath, FileStatus.Wanted, &status) < 0
                ? ""
                : $"{status.DeviceMajor}:{status.DeviceMinor}:{status.Inode}";
        }
    }
}
