using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OfoWatcher.Platform;

namespace OfoWatcher.Intake;

/// <summary>The entries of an open folder, one after the other, straight from the kernel's buffer.</summary>
/// <param name="handle">The open folder; it stays the caller's.</param>
/// <param name="buffer">
/// Room for the kernel to write entries into; pinned by the caller for as long as this is used.
/// </param>
/// <param name="size">The size of the buffer in bytes.</param>
internal unsafe ref struct FolderEntries(int handle, byte* buffer, int size)
{
    /// <summary>A buffer that holds the entries of most folders in one call.</summary>
    public const int BufferSize = 64 * 1024;

    private byte* next;
    private byte* end;

    /// <summary>The name, ended by a zero; valid until the next call of <see cref="MoveNext"/>.</summary>
    public byte* NamePointer { get; private set; }

    public readonly ReadOnlySpan<byte> Name => MemoryMarshal.CreateReadOnlySpanFromNullTerminated(NamePointer);

    public EntryType Type { get; private set; }

    /// <summary>The system's error number when <see cref="MoveNext"/> stopped early; 0 otherwise.</summary>
    public int Error { get; private set; }

    /// <summary>Moves to the next entry but "." and "..".</summary>
    /// <returns>False at the end and after an error.</returns>
    public bool MoveNext()
    {
        do
        {
            if (next == end && !Fill())
                return false;
            // A linux_dirent64: inode (8 bytes), offset (8), record length (2), type (1), name, ended by a zero.
            Type = (EntryType)next[18];
            NamePointer = next + 19;
            next += Unsafe.ReadUnaligned<ushort>(next + 16);
        }
        while (Name is [(byte)'.'] or [(byte)'.', (byte)'.']);
        return true;
    }

    private bool Fill()
    {
        var read = Libc.ReadEntries(handle, buffer, size);
        if (read < 0)
            Error = Marshal.GetLastPInvokeError();
        next = buffer;
        end = buffer + Math.Max(0, read);
        return read > 0;
    }
}

/// <summary>The types that a folder tells of its entries; some file systems leave all of them unknown.</summary>
internal enum EntryType : byte
{
    Unknown = 0,
    Folder = 4,
    File = 8,
    Link = 10,
}
