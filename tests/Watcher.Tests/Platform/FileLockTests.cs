using OfoWatcher.Platform;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Platform;

public sealed class FileLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder["lock"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_lock_is_held_until_it_is_let_go()
    {
        using (var held = FileLock.TryTake(Path, "me, since noon"))
        {
            Assert.NotNull(held);
            Assert.True(FileLock.IsHeld(Path));
            Assert.Null(FileLock.TryTake(Path, "another"));
            Assert.Equal("me, since noon", FileLock.ReadHolder(Path)); // Who came too late did not sign over it.
        }

        Assert.False(FileLock.IsHeld(Path));
        Assert.True(File.Exists(Path));
        using var again = FileLock.TryTake(Path);
        Assert.NotNull(again);
    }

    [Fact]
    public async Task A_lock_of_another_process_is_seen_and_ends_with_it_even_if_it_is_killed()
    {
        Shell.Require("flock");
        using var holder = new Writer(folder.Path, "exec 9<>lock; flock -n 9; echo held; read");
        Assert.True(await holder.PausesAsync());
        Assert.True(FileLock.IsHeld(Path));
        Assert.Null(FileLock.TryTake(Path));

        holder.Kill();
        await holder.EndAsync();
        Assert.False(FileLock.IsHeld(Path));
        using var taken = FileLock.TryTake(Path);
        Assert.NotNull(taken);
    }

    [Fact]
    public async Task A_lock_of_this_process_keeps_others_out()
    {
        Shell.Require("flock");
        using var held = FileLock.TryTake(Path);
        using var other = new Writer(folder.Path, "if flock -n lock true; then echo taken; read; fi");
        Assert.False(await other.PausesAsync());
    }

    [Fact]
    public void What_does_not_exist_is_not_held_and_has_no_holder()
    {
        Assert.False(FileLock.IsHeld(Path));
        Assert.False(FileLock.IsHeld(folder["no", "such", "folder"]));
        Assert.Equal("", FileLock.ReadHolder(Path));
        Assert.False(File.Exists(Path)); // Asking makes no file.
    }

    [Fact]
    public void A_lock_in_a_folder_that_is_missing_cannot_be_taken()
    {
        Assert.ThrowsAny<IOException>(() => FileLock.TryTake(folder["no", "lock"]));
        Assert.ThrowsAny<UnauthorizedAccessException>(() => FileLock.TryTake(folder.Path)); // A folder is no lock file.
    }
}
