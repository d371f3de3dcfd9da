using System.Net.Sockets;
using System.Text;
using OfoWatcher.Platform;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Platform;

public sealed class PlainFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public PlainFileTests()
    {
        Directory.CreateDirectory(folder["root", "a", "b"]);
        File.WriteAllText(folder["root", "a", "b", "ö.txt"], "content");
        File.WriteAllText(folder["secret.txt"], "secret");
        Directory.CreateDirectory(folder["outside"]);
        File.WriteAllText(folder["outside", "secret.txt"], "secret");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_below_the_folder_is_read_whole_from_its_end_and_from_anywhere()
    {
        using var file = PlainFile.Open(folder["root"], "a/b/ö.txt")!;

        Assert.Equal(7, file.Length);
        Assert.Equal(File.GetLastWriteTimeUtc(folder["root", "a", "b", "ö.txt"]), file.Modified.UtcDateTime);
        Assert.Equal("content", Encoding.UTF8.GetString(file.ReadAll(7)!));
        Assert.Null(file.ReadAll(6));
        Assert.Equal("ent", Encoding.UTF8.GetString(file.ReadEnd(3)));
        Assert.Equal("content", Encoding.UTF8.GetString(file.ReadEnd(100)));
        var part = new byte[3];
        Assert.Equal(3, file.Read(part, 1));
        Assert.Equal("ont", Encoding.UTF8.GetString(part));
        Assert.Equal(0, file.Read(part, 7));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("..")]
    [InlineData("../secret.txt")]
    [InlineData("a/../../secret.txt")]
    [InlineData("a/./b/ö.txt")]
    [InlineData("a//b/ö.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("a/b/ö.txt/")]
    [InlineData("a/b/ö.txt\0.png")]
    [InlineData("a/b")]
    [InlineData("a/b/none")]
    [InlineData("a/none/ö.txt")]
    [InlineData("a/b/ö.txt/below")]
    public void What_is_no_file_below_the_folder_is_none(string path) => Assert.Null(PlainFile.Open(folder["root"], path));

    [Fact]
    public void A_folder_that_is_missing_holds_no_file_wherever_the_program_runs() =>
        Assert.Null(PlainFile.Open(folder["none"], "etc/passwd"));

    [Fact]
    public void Links_are_no_files_and_lead_nowhere()
    {
        File.CreateSymbolicLink(folder["root", "file"], "a/b/ö.txt");
        Directory.CreateSymbolicLink(folder["root", "inside"], "a");
        Directory.CreateSymbolicLink(folder["root", "outside"], folder["outside"]);
        File.CreateSymbolicLink(folder["root", "circle"], "circle");

        Assert.Null(PlainFile.Open(folder["root"], "file"));
        Assert.Null(PlainFile.Open(folder["root"], "inside/b/ö.txt"));
        Assert.Null(PlainFile.Open(folder["root"], "outside/secret.txt"));
        Assert.Null(PlainFile.Open(folder["root"], "circle"));
        Assert.Null(PlainFile.Open(folder["root"], "circle/x"));
    }

    [Fact]
    public void The_folder_itself_may_be_a_link()
    {
        Directory.CreateSymbolicLink(folder["link"], folder["root"]);

        using var file = PlainFile.Open(folder["link"], "a/b/ö.txt");

        Assert.NotNull(file);
    }

    [Fact]
    public void Pipes_and_sockets_are_no_files_and_keep_nobody_waiting()
    {
        Shell.Run(folder["root"], "mkfifo pipe");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(folder["root", "socket"]));

        Assert.Null(PlainFile.Open(folder["root"], "pipe"));
        Assert.Null(PlainFile.Open(folder["root"], "socket"));
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_not_taken_for_absent()
    {
        Shell.Run(folder.Path, "chmod 711 . && chmod 600 root/a/b/*");

        var fault = AsNobody.Run(() => Record.Exception(() => PlainFile.Open(folder["root"], "a/b/ö.txt")));

        Assert.IsType<UnauthorizedAccessException>(fault);
    }
}
