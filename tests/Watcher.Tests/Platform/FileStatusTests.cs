using System.Buffers.Binary;
using System.Runtime.InteropServices;
using OfoWatcher.Platform;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Platform;

public sealed class FileStatusTests
{
    [Fact]
    public void It_has_the_size_that_the_kernel_writes() => Assert.Equal(256, Marshal.SizeOf<FileStatus>());

    [Theory]
    [InlineData("none")]
    [InlineData("file/below")]
    [InlineData("circle")]
    [InlineData("long")]
    public void A_file_that_cannot_be_there_is_absent(string name)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        File.CreateSymbolicLink(folder["circle"], "circle");

        Assert.Null(FileStatus.Find(folder[name == "long" ? new string('a', 5000) : name], follow: true));
        Assert.NotNull(FileStatus.Find(folder["circle"], follow: false));
    }

    [Fact]
    public void A_file_that_cannot_be_seen_is_not_taken_for_absent()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        Shell.Run(folder.Path, "chmod 700 .");

        var fault = AsNobody.Run(() => Record.Exception(() => FileStatus.Find(folder["file"], follow: false)));

        Assert.IsType<UnauthorizedAccessException>(fault);
    }

    [Theory]
    [InlineData(0, 0u, "1970-01-01T00:00:00.0000000+00:00")]
    [InlineData(0, 832_070_480u, "1970-01-01T00:00:00.8320704+00:00")]
    [InlineData(-1, 500_000_000u, "1969-12-31T23:59:59.5000000+00:00")]
    [InlineData(long.MaxValue, 999_999_999u, "9999-12-31T23:59:59.9999999+00:00")]
    [InlineData(long.MinValue, 0u, "0001-01-01T00:00:00.0000000+00:00")]
    public void Any_time_of_a_file_is_one_that_can_be_told(long seconds, uint nanoseconds, string expected)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, seconds);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), nanoseconds);
        var read = MemoryMarshal.Read<KernelTime>(bytes).ToDateTimeOffset();
        Assert.Equal(expected, read.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
    }
}
