using System.Diagnostics;

namespace OfoWatcher.Tests.Fixtures.Cluster.ApiServer;

/// <summary>
/// A server as a child process that never outlives the tests. A shell holds it, and ends it once the pipe to the shell
/// is closed, which the kernel does when the tests are killed.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Holder =
        """
        log=$1 leavings=$2
        shift 2
        "$@" >>"$log" 2>&1 &
        read -r _
        kill -KILL $!
        wait $! 2>/dev/null
        [ -z "$leavings" ] || rm -rf "$leavings"
        """;

    private readonly Process holder;
    private readonly string log;

    /// <param name="log">The file that takes what it prints.</param>
    /// <param name="program">What to run.</param>
    /// <param name="leavings">A folder that goes when the server ends, however the tests end; null for none.</param>
    public ServerProcess(string log, string program, IEnumerable<string> arguments, string? leavings = null)
    {
        this.log = log;
        string[] words = ["-c", Holder, "sh", log, leavings ?? "", program, .. arguments];
        holder = Process.Start(new ProcessStartInfo("sh", words) { RedirectStandardInput = true })!;
    }

    /// <summary>The last lines that it printed, for a test that fails.</summary>
    public string LastWords => string.Join('\n', File.ReadLines(log).TakeLast(10));

    /// <summary>Ends it as a power cut does.</summary>
    public async ValueTask DisposeAsync()
    {
        holder.StandardInput.Close();
        await holder.WaitForExitAsync();
        holder.Dispose();
    }
}
