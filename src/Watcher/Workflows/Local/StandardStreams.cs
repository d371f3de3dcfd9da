using System.Runtime.InteropServices;
using System.Text;
using OfoWatcher.Platform;

namespace OfoWatcher.Workflows.Local;

/// <summary>
/// Where this process's own input and output go, and by inheritance those of the commands that it starts: straight into
/// a file, so that no process in between must live for the output to arrive.
/// </summary>
internal sealed class StandardStreams
{
    private readonly int nothing;
    private readonly int log;

    private StandardStreams(int nothing, int log) => (this.nothing, this.log) = (nothing, log);

    /// <summary>Opens what <see cref="Redirect"/> will need, so that it cannot fail any more.</summary>
    /// <param name="logFile">The file to append to; it is made when absent.</param>
    /// <exception cref="IOException">The file cannot be made or written.</exception>
    public static StandardStreams Prepare(string logFile) =>
        new(
            Open("/dev/null", Libc.OpenReadOnly),
            Open(logFile, Libc.OpenWriteOnly | Libc.OpenCreate | Libc.OpenAppend));

    /// <summary>From now on input is empty, and output and errors go to the end of the log.</summary>
    public void Redirect()
    {
        _ = Libc.Duplicate(nothing, 0);
        _ = Libc.Duplicate(log, 1);
        _ = Libc.Duplicate(log, 2);
    }

    private static unsafe int Open(string path, int flags)
    {
        const int readableByAll = 0x1A4; // rw-r--r--
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        {
            var handle = Libc.OpenAt(Libc.AtCurrentFolder, name, flags | Libc.OpenCloseOnExec, readableByAll);
            return handle >= 0
                ? handle
                : throw new IOException($"cannot open '{path}': {Libc.Describe(Marshal.GetLastPInvokeError())}");
        }
    }
}
