using System.Diagnostics;
using OfoWatcher.Platform;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>
/// A copying program at work: a line of bash in a process group of its own, which a test can hold and let go.
/// </summary>
internal sealed class Writer : IDisposable
{
    private const int SignalContinue = 18;
    private const int SignalStop = 19;

    private readonly Process process;

    /// <param name="folder">Where it runs.</param>
    /// <param name="line">What it runs; the last command takes the place of the shell.</param>
    public Writer(string folder, string line) =>
        process = Process.Start(new ProcessStartInfo("setsid", ["bash", "-ec", line])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    public bool HasExited => process.HasExited;

    /// <summary>Waits until a script has said a line and waits in <c>read</c>.</summary>
    /// <returns>False once the script has ended.</returns>
    public async Task<bool> PausesAsync() =>
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is not null;

    /// <summary>Lets a script go on that waits in <c>read</c>.</summary>
    public void Resume()
    {
        process.StandardInput.WriteLine();
        process.StandardInput.Flush();
    }

    public void Hold() => Signal(-process.Id, SignalStop);

    public void Continue() => Signal(-process.Id, SignalContinue);

    /// <summary>Asks it to end, as Ctrl+C and a logout do.</summary>
    public void Terminate() => Signal(process.Id, Libc.SignalTerminate);

    /// <summary>Ends it with all its children, as a power cut does.</summary>
    public void Kill() => Signal(-process.Id, Libc.SignalKill);

    /// <summary>Waits until it and all its children have ended, which the pipe they share tells.</summary>
    public async Task EndAsync()
    {
        await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static void Signal(int target, int signal) => _ = Libc.Kill(target, signal);
}
