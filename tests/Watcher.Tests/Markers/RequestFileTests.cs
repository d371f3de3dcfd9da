using OfoWatcher.Markers;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Markers;

public sealed class RequestFileTests : IDisposable
{
    private static readonly ProjectRequest Stop = new()
    {
        Kind = RequestKind.Stop,
        Id = "1f",
        At = new DateTimeOffset(2026, 6, 12, 10, 0, 0, TimeSpan.Zero),
        From = "10.0.0.1",
        Run = "run-a",
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_request_is_found_with_the_markers_and_gone_once_it_is_removed()
    {
        var store = new MarkerStore();
        Assert.Null(store.Read(folder.Path).Request);

        Assert.True(RequestFile.TryWrite(folder.Path, Stop));
        Assert.Equal(new RequestReading(Stop, null), store.Read(folder.Path).Request);
        Assert.Null(store.Read(folder.Path).Marker);

        RequestFile.Remove(folder.Path);
        Assert.Null(store.Read(folder.Path).Request);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_second_request_does_not_take_the_place_of_one_that_waits()
    {
        Assert.True(RequestFile.TryWrite(folder.Path, Stop));
        Assert.False(RequestFile.TryWrite(folder.Path, Stop with { Kind = RequestKind.Retry }));

        Assert.Equal(RequestKind.Stop, new MarkerStore().Read(folder.Path).Request!.Request!.Kind);
        Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("", "it is damaged")]
    [InlineData("null", "it is no request")]
    [InlineData("[]", "it is damaged")]
    [InlineData("""{"kind":"Explode","id":"1","at":"2026-06-12T10:00:00Z","from":"x"}""", "it is damaged")]
    [InlineData(
        """{"schemaVersion":1,"kind":7,"id":"1","at":"2026-06-12T10:00:00Z","from":"x"}""",
        "it asks for nothing that is known")]
    [InlineData("""{"kind":"Stop","id":null,"at":"2026-06-12T10:00:00Z","from":"x"}""", "it is damaged")]
    [InlineData(
        """{"schemaVersion":2,"kind":"Stop","id":"1","at":"2026-06-12T10:00:00Z","from":"x"}""", "it has schema")]
    public void What_is_no_request_is_a_fault_and_nothing_worse(string text, string words)
    {
        File.WriteAllText(folder[RequestFile.FileName], text);

        var reading = new MarkerStore().Read(folder.Path).Request!;

        Assert.Null(reading.Request);
        Assert.StartsWith(words, reading.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_a_pipe_and_a_large_file_are_not_read()
    {
        var path = folder[RequestFile.FileName];
        File.WriteAllText(folder["elsewhere"], "{}");
        File.CreateSymbolicLink(path, folder["elsewhere"]);
        Assert.Equal("it is no request", new MarkerStore().Read(folder.Path).Request!.Fault);
        RequestFile.Remove(folder.Path);
        Assert.True(File.Exists(folder["elsewhere"]));

        Shell.Run(folder.Path, $"mkfifo {RequestFile.FileName}"); // To open it would wait for a writer for ever.
        Assert.Equal("it is no request", new MarkerStore().Read(folder.Path).Request!.Fault);
        RequestFile.Remove(folder.Path);

        File.WriteAllText(path, new string(' ', 5000));
        Assert.Equal("it is no request", new MarkerStore().Read(folder.Path).Request!.Fault);
    }

    [Fact]
    public void A_folder_of_the_name_is_none()
    {
        Directory.CreateDirectory(folder[RequestFile.FileName]);

        Assert.Null(new MarkerStore().Read(folder.Path).Request);
    }
}
