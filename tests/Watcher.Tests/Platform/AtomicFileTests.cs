using OfoWatcher.Platform;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Platform;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_written_is_there_and_nothing_else()
    {
        AtomicFile.WriteText(folder["a"], "one, é");
        AtomicFile.WriteText(folder["a"], "two, é");
        Assert.Equal("two, é"u8.ToArray(), File.ReadAllBytes(folder["a"]));
        Assert.Equal([folder["a"]], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void What_is_gone_by_the_time_that_its_new_content_is_written_does_not_come_back()
    {
        AtomicFile.WriteText(folder["a"], "one");
        Assert.True(AtomicFile.TryReplace(folder["a"], "two"u8));
        Assert.Equal("two", File.ReadAllText(folder["a"]));

        Assert.False(AtomicFile.TryReplace(folder["a"], "three", (_, _) => File.Delete(folder["a"])));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_reader_meets_the_old_or_the_new_content_and_never_a_part()
    {
        string[] contents = [new string('a', 200_000), new string('b', 100_000)];
        AtomicFile.WriteText(folder["a"], contents[0]);
        var writer = Task.Run(
            () =>
            {
                for (var time = 1; time <= 50; time++)
                    AtomicFile.WriteText(folder["a"], contents[time % 2]);
            },
            TestContext.Current.CancellationToken);
        while (!writer.IsCompleted)
            Assert.Contains(File.ReadAllText(folder["a"]), contents);
        await writer;
    }

    [Fact]
    public void A_full_volume_leaves_the_old_content_and_no_leftover()
    {
        using var volume = SmallVolume.Mount();
        AtomicFile.WriteText(volume["a"], "old");
        Assert.ThrowsAny<IOException>(() => AtomicFile.Write(volume["a"], new byte[100_000]));
        Assert.Equal("old", File.ReadAllText(volume["a"]));
        Assert.Equal(["a"], volume.Names);
        AtomicFile.WriteText(volume["a"], "new");
        Assert.Equal("new", File.ReadAllText(volume["a"]));
    }

    [Fact]
    public void A_read_only_volume_leaves_the_old_content_and_says_why()
    {
        using var volume = SmallVolume.Mount();
        AtomicFile.WriteText(volume["a"], "old");
        volume.MakeReadOnly();
        var fault = Assert.ThrowsAny<IOException>(() => AtomicFile.WriteText(volume["a"], "new"));
        Assert.Contains("Read-only file system", fault.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(volume["a"]));
    }

    [Fact]
    public void A_missing_folder_and_a_folder_in_the_place_of_the_file_are_faults()
    {
        Assert.ThrowsAny<IOException>(() => AtomicFile.WriteText(folder["no", "a"], "x"));
        Directory.CreateDirectory(folder["a"]);
        var fault = Record.Exception(() => AtomicFile.WriteText(folder["a"], "x"));
        Assert.True(fault is IOException or UnauthorizedAccessException, $"{fault}");
        Assert.Equal([folder["a"]], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Unfinished_files_have_a_hidden_name_that_readers_pass_over() =>
        Assert.StartsWith(".", AtomicFile.TemporaryPrefix, StringComparison.Ordinal);
}
