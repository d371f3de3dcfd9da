using OfoWatcher.Markers;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Markers;

public sealed class StatusFileTests : IDisposable
{
    private static readonly DateTime LongAgo = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder output = new();

    public void Dispose() => output.Dispose();

    [Fact]
    public void Only_new_words_are_written_also_after_a_restart()
    {
        var file = new StatusFile();
        Assert.True(file.Write(output["site"], "Uploading: 2 temp files"));
        Assert.Equal("Uploading: 2 temp files\n", File.ReadAllText(output["site", "status.txt"]));
        File.SetLastWriteTimeUtc(output["site", "status.txt"], LongAgo);

        Assert.False(file.Write(output["site"], "Uploading: 2 temp files"));
        Assert.False(new StatusFile().Write(output["site"], "Uploading: 2 temp files"));
        Assert.Equal(LongAgo, File.GetLastWriteTimeUtc(output["site", "status.txt"]));

        Assert.True(file.Write(output["site"], "Completed: 1 product"));
        Assert.Equal("Completed: 1 product", StatusFile.Read(output["site"]));
        Assert.True(file.Write(output["site"], "Uploading: 2 temp files"));
    }

    [Fact]
    public void Words_that_could_not_be_written_are_tried_again()
    {
        File.WriteAllText(output["site"], "a file in the folder's place");
        var file = new StatusFile();
        Assert.ThrowsAny<IOException>(() => file.Write(output["site"], "Waiting: x"));
        File.Delete(output["site"]);

        Assert.True(file.Write(output["site"], "Waiting: x"));
        Assert.Equal("Waiting: x", StatusFile.Read(output["site"]));
    }

    [Theory]
    [InlineData("mkfifo status.txt")]
    [InlineData("truncate -s 2G status.txt")]
    public async Task What_is_no_status_holds_up_nobody_and_gives_way_to_one(string inItsPlace)
    {
        Directory.CreateDirectory(output["site"]);
        Shell.Run(output["site"], inItsPlace);

        var isNew = await Task.Run(
                () => new StatusFile().Write(output["site"], "Waiting: x"), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.True(isNew);
        Assert.Equal("Waiting: x", StatusFile.Read(output["site"]));
    }

    [Fact]
    public void Without_a_file_there_are_no_words() => Assert.Null(StatusFile.Read(output["site"]));
}
