using OfoWatcher.Platform;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests;

public sealed class ProgramTests
{
    [Fact]
    public void Probe()
    {
        using var folder = new TemporaryFolder();
        using (var held = FileLock.TryTake(folder["lock"], "me"))
        {
            Assert.NotNull(held);
            Assert.True(FileLock.IsHeld(folder["lock"]));
            Assert.Null(FileLock.TryTake(folder["lock"]));
            Assert.Equal("me", FileLock.ReadHolder(folder["lock"]));
        }
        Assert.False(FileLock.IsHeld(folder["lock"]));
        AtomicFile.WriteText(folder["a"], "x");
        Assert.Equal("x", File.ReadAllText(folder["a"]));
    }
}
