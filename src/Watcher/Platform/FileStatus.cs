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
    public static unsafe FileStatus? Of(string path, bool follow)
    {
        FileStatus status;
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        {
            return Libc.StatX(Libc.AtCurrentFolder, name, follow ? 0 : Libc.StatNoFollow, Wanted, &status) < 0
                ? null
                : status;
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
