using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace OfoWatcher.Platform;

/// <summary>
/// What the kernel's <c>statx</c> fills in (linux/stat.h): the only interface that tells a file's change time.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 256)]
internal struct FileStatus
{
    /// <summary>Type, mode, size, modification time, change time and inode.</summary>
    public const uint Wanted = 0x1 | 0x2 | 0x40 | 0x80 | 0x100 | 0x200;

    private const ushort TypeMask = 0xF000;

    public uint Mask;
    public uint BlockSize;
    public ulong Attributes;
    public uint Links;
    public uint User;
    public uint Group;
    public ushort Mode;
    private readonly ushort padding;
    public ulong Inode;
    public ulong Size;
    public ulong Blocks;
    public ulong AttributesMask;
    public KernelTime Accessed;
    public KernelTime Born;
    public KernelTime Changed;
    public KernelTime Modified;
    private readonly uint deviceOfSpecialMajor;
    private readonly uint deviceOfSpecialMinor;
    public uint DeviceMajor;
    public uint DeviceMinor;

    public readonly bool IsFolder => (Mode & TypeMask) == 0x4000;

    public readonly bool IsRegularFile => (Mode & TypeMask) == 0x8000;

    public readonly bool IsLink => (Mode & TypeMask) == 0xA000;

    /// <summary>Asks the kernel; null when there is no such file, or it cannot be seen now.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="follow">Whether the file behind a link is meant.</param>
    public static FileStatus? Of(string path, bool follow) => Ask(path, follow, out var status) == 0 ? status : null;

    /// <summary>
    /// Asks the kernel for those who conclude something from a file's absence; null only when no file can be there:
    /// there is none, or the path is too long for any, or its links lead in a circle.
    /// </summary>
    /// <param name="path">The file's path.</param>
    /// <param name="follow">Whether the file behind a link is meant.</param>
    /// <exception cref="IOException">The share failed, so that nobody knows.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way may not be entered.</exception>
    public static FileStatus? Find(string path, bool follow) => Ask(path, follow, out var status) switch
    {
        0 => status,
        Libc.NoSuchFile or Libc.NotAFolder or Libc.NameTooLong or Libc.LinksInACircle => null,
        Libc.PermissionDenied =>
            throw new UnauthorizedAccessException($"{path}: {Libc.Describe(Libc.PermissionDenied)}"),
        var error => throw new IOException($"{path}: {Libc.Describe(error)}"),
    };

    /// <summary>Asks the kernel, and leaves it to the caller what an error means.</summary>
    /// <returns>0, or the system's error number.</returns>
    public static unsafe int Ask(string path, bool follow, out FileStatus status)
    {
        FileStatus found;
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        {
            var answer = Libc.StatX(Libc.AtCurrentFolder, name, follow ? 0 : Libc.StatNoFollow, Wanted, &found);
            status = answer < 0 ? default : found;
            return answer < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
    }
}

/// <summary>Seconds since 1970-01-01T00:00:00Z, negative before it, and nanoseconds from 0 to 999,999,999.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct KernelTime
{
    public readonly long Seconds;
    public readonly uint Nanoseconds;
    private readonly int padding;

    /// <summary>Writes both numbers, little-endian, as 12 bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Seconds);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], Nanoseconds);
    }

    /// <summary>
    /// The same instant, held within the range of <see cref="DateTimeOffset"/>: a share may hold any number.
    /// </summary>
    public DateTimeOffset ToDateTimeOffset()
    {
        var seconds = Math.Clamp(Seconds, -62_135_596_800, 253_402_300_799);
        return DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(Nanoseconds / 100);
    }
}
