using System.Runtime.InteropServices;
using System.Text;

namespace OfoWatcher.Platform;

/// <summary>
/// The system calls that .NET does not offer: names as raw bytes, the change time of a file, process groups.
/// Every function returns -1 (or null) on failure and leaves the reason in <see cref="Marshal.GetLastPInvokeError"/>.
/// </summary>
internal static unsafe partial class Libc
{
    public const int AtCurrentFolder = -100;
    public const int OpenReadOnly = 0;
    public const int OpenCloseOnExec = 0x80000;
    public const int StatNoFollow = 0x100;
    public const int StatEmptyPath = 0x1000;

    public const int OpenWriteOnly = 0x1;
    public const int OpenCreate = 0x40;
    public const int OpenAppend = 0x400;
    public const int OpenNonBlocking = 0x800;

    public const int NoSuchFile = 2;
    public const int NoSuchDevice = 6;
    public const int PermissionDenied = 13;
    public const int NotAFolder = 20;
    public const int NameTooLong = 36;
    public const int LinksInACircle = 40;

    /// <summary>For <see cref="WaitFor"/>: answer at once.</summary>
    public const int WaitNoHang = 1;

    /// <summary>For <see cref="Control"/>: descendants that lose their parent become this process's children.</summary>
    public const int ControlChildSubreaper = 36;

    public const int SignalTerminate = 15;
    public const int SignalKill = 9;

    private static readonly bool Arm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    // O_DIRECTORY and O_NOFOLLOW, which have other values on arm64 than on x86-64.
    private static readonly int OpenDirectory = Arm ? 0x4000 : 0x10000;
    private static readonly int OpenNoFollow = Arm ? 0x8000 : 0x20000;

    /// <summary>For <see cref="OpenAt"/>: open a folder for reading its entries.</summary>
    /// <param name="follow">Whether a symbolic link in its place is followed, instead of being a fault.</param>
    public static int DirectoryFlags(bool follow) =>
        OpenReadOnly | OpenCloseOnExec | OpenDirectory | (follow ? 0 : OpenNoFollow);

    /// <summary>For <see cref="OpenAt"/>: open a file for reading, and never wait for the other end of a pipe. A symbolic
    /// link in its place is a fault.</summary>
    public static readonly int PlainFileFlags = OpenReadOnly | OpenCloseOnExec | OpenNonBlocking | OpenNoFollow;

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    public static partial int OpenAt(int folder, byte* path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true)]
    private static partial int Access(byte* path, int mode);

    /// <summary>Asks whether this process may make files in a folder.</summary>
    /// <returns>Null when it may, otherwise why not.</returns>
    public static string? MayWrite(string folder)
    {
        const int writeAndEnter = 3;
        fixed (byte* path = Encoding.UTF8.GetBytes(folder + '\0'))
            return Access(path, writeAndEnter) == 0 ? null : Describe(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int handle);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Flush(int handle);

    [LibraryImport("libc", EntryPoint = "getdents64", SetLastError = true)]
    public static partial nint ReadEntries(int folder, byte* buffer, nint size);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    public static partial int StatX(int folder, byte* path, int flags, uint mask, FileStatus* status);

    /// <summary>Resolves every link on the way; the result, ended by a zero, takes up to 4096 bytes.</summary>
    [LibraryImport("libc", EntryPoint = "realpath", SetLastError = true)]
    public static partial byte* RealPath(byte* path, byte* resolved);

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    public static partial int StartSession();

    [LibraryImport("libc", EntryPoint = "getsid", SetLastError = true)]
    public static partial int SessionOf(int process);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    public static partial int WaitFor(int process, int* status, int options);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    public static partial int Control(int option, nuint argument);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    public static partial int Duplicate(int handle, int onto);

    /// <summary>The words of the system for an error number, such as "Permission denied".</summary>
    public static string Describe(int error) => Marshal.GetPInvokeErrorMessage(error);
}
