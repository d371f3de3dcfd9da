using OfoWatcher.Platform;

namespace OfoWatcher.Intake;

/// <summary>Receives what a <see cref="FolderWalk{TVisitor}"/> finds. Spans are valid during the call only.</summary>
internal interface IFolderVisitor
{
    /// <summary>A regular file, or a link to one within the input root.</summary>
    /// <param name="pathAndRoom">
    /// The path relative to the project, followed by <see cref="Revision.Room"/> bytes that the visitor may use.
    /// </param>
    /// <param name="nameLength">How many bytes of the path, before the room, are the file's own name.</param>
    void File(FileKind kind, Span<byte> pathAndRoom, int nameLength, in FileStatus status);

    /// <summary>An entry that is passed over although it does not look like litter.</summary>
    void Skipped(ReadOnlySpan<byte> path, string why);

    /// <summary>A folder of the project, its own first (with an empty path), told before its entries.</summary>
    void Folder(ReadOnlySpan<byte> path, in FileStatus status);
}
