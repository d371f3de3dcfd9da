using OfoWatcher.Platform;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Platform;

public sealed class PresenceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Files_and_folders_are_there_or_not()
    {
        File.WriteAllText(folder["file"], "");

        Assert.True(Presence.Of(folder["file"]));
        Assert.True(Presence.Of(folder.Path));
        Assert.False(Presence.Of(folder["other"]));
        Assert.False(Presence.Of(folder["other", "file"]));
    }

    [Fact]
    public void What_cannot_be_looked_at_is_not_taken_for_absent()
    {
        // A link to itself is a fault that even the administrator meets.
        File.CreateSymbolicLink(folder["loop"], folder["loop"]);

        Assert.False(File.Exists(folder["loop", "file"]));
        Assert.Throws<IOException>(() => Presence.Of(folder["loop", "file"]));
    }
}
