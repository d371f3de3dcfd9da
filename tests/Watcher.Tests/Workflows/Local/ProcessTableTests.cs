using System.Diagnostics;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Workflows.Local;

namespace OfoWatcher.Tests.Workflows.Local;

public sealed class ProcessTableTests
{
    [Fact]
    public async Task A_process_with_a_name_made_to_confuse_is_read_rightly()
    {
        using var folder = new TemporaryFolder();
        var program = folder["a) Z 1 (b"];
        File.Copy("/bin/sleep", program);
        var start = new ProcessStartInfo(program, ["1000"]);
        start.Environment["MARK"] = "this one";
        using var process = Process.Start(start)!;

        var entry = ProcessTable.ReadAll().Single(entry => entry.Pid == process.Id);

        Assert.False(entry.IsZombie);
        Assert.Equal(Environment.ProcessId, entry.Parent);
        Assert.Equal(ProcessTable.Find(Environment.ProcessId)?.Session, entry.Session);
        Assert.True(entry.StartTicks >= ProcessTable.Find(Environment.ProcessId)?.StartTicks);
        Assert.True(ProcessTable.HasSetting(process.Id, "MARK=this one"u8));
        Assert.False(ProcessTable.HasSetting(process.Id, "MARK=this"u8));
        Assert.False(ProcessTable.HasSetting(process.Id, "ARK=this one"u8));
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Null(ProcessTable.Find(process.Id));
    }

    [Fact]
    public void A_boot_has_an_id() => Assert.NotEqual(Guid.Empty, Guid.Parse(ProcessTable.BootId));
}
