using FsCheck;
using FsCheck.Fluent;
using OfoWatcher.Survey.Photos;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Survey.Photos;

public sealed class PhotoCheckTests : IDisposable
{
    private static readonly byte[] Small = JpegBytes.Noise();
    private static readonly byte[] Large = JpegBytes.Noise(500, 500);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string?> Photos => new()
    {
        { "small", null },
        { "large", null },
        { "with much metadata", null },
        { "with fill bytes before each marker", null },
        { "with fill bytes across the end of the head", null },
        { "with more fill bytes than are read at once", null },
        { "with trailing bytes", null },
        { "with a second image", null },
        { "with zeros in its metadata", null },
        { "empty", nameof(PhotoFaultKind.Empty) },
        { "text", nameof(PhotoFaultKind.NoStart) },
        { "without its first byte", nameof(PhotoFaultKind.NoStart) },
        { "zeros", nameof(PhotoFaultKind.Zeroed) },
        { "with a zero head", nameof(PhotoFaultKind.Zeroed) },
        { "with a zero tail", nameof(PhotoFaultKind.Zeroed) },
        { "with a short zero tail", nameof(PhotoFaultKind.Zeroed) },
        { "large with a tenth of zeros", nameof(PhotoFaultKind.Zeroed) },
        { "start only", nameof(PhotoFaultKind.NoFrame) },
        { "metadata only", nameof(PhotoFaultKind.NoFrame) },
        { "with a segment without length", nameof(PhotoFaultKind.NoFrame) },
        { "without frame header", nameof(PhotoFaultKind.NoFrame) },
        { "made of segments only", nameof(PhotoFaultKind.NoFrame) },
        { "cut off behind its preview", nameof(PhotoFaultKind.CutOff) },
    };

    [Theory]
    [MemberData(nameof(Photos))]
    public void A_jpeg_is_judged_by_its_start_its_frame_its_end_and_its_zeros(string photo, string? kind)
    {
        Assert.Equal(kind, Check("a.JPG", Make(photo))?.Kind.ToString());
    }

    [Theory]
    [InlineData(64, 0)]
    [InlineData(500, 0)]
    [InlineData(64, 200_000)]
    [InlineData(200, 70_000)]
    public void A_jpeg_that_lost_its_end_is_found_wherever_it_was_cut(int size, int metadata)
    {
        // The preview's own end must not pass for the photo's.
        var photo = JpegBytes.WithMetadata(
            JpegBytes.WithSegments(JpegBytes.Noise(size, size), (byte[])[.. "Exif\0\0"u8, .. Small]), metadata);

        Prop.ForAll(Gen.Choose(0, photo.Length - 1).ToArbitrary(), length =>
                Check("a.jpg", photo[..length]) is not null)
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_single_cut_of_a_small_jpeg_is_found()
    {
        var photo = JpegBytes.Noise(16, 16);

        Assert.DoesNotContain(Enumerable.Range(0, photo.Length), length => Check("a.jpg", photo[..length]) is null);
        Assert.Null(Check("a.jpg", photo));
    }

    [Fact]
    public void A_hole_of_zeros_of_a_seventh_of_a_large_photo_is_found_wherever_it_lies()
    {
        var hole = Large.Length / 7;

        Prop.ForAll(Gen.Choose(0, Large.Length - hole).ToArbitrary(), start =>
        {
            var photo = (byte[])Large.Clone();
            photo.AsSpan(start, hole).Clear();
            return Check("a.jpg", photo) is not null;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_bytes_at_all_make_the_check_fail()
    {
        var names = new[] { "a.jpg", "a.TIF" };
        Prop.ForAll<byte[], bool>((bytes, isJpeg) =>
        {
            Check(names[isJpeg ? 0 : 1], bytes);
            Check("a.jpg", [0xFF, 0xD8, .. bytes]);
            Check("a.jpg", [0xFF, 0xD8, 0xFF, .. bytes]);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_change_of_a_few_bytes_makes_the_check_fail()
    {
        var change = Gen.Choose(0, 700).SelectMany(
            position => Gen.Choose(0, 255), (at, value) => (At: at, Value: (byte)value));
        Prop.ForAll(Gen.ListOf(change).ToArbitrary(), changes =>
        {
            var photo = (byte[])Small.Clone();
            foreach (var (at, value) in changes)
                photo[at] = value;
            Check("a.jpg", photo);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("II*\0", nameof(PhotoFaultKind.CutOff))]
    [InlineData("MM\0+\0\b\0\0", nameof(PhotoFaultKind.NoFrame))]
    [InlineData("II*\0\b\0\0\0", nameof(PhotoFaultKind.CutOff))]
    [InlineData("II*\0\b\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", nameof(PhotoFaultKind.NoFrame))]
    [InlineData("II*\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", nameof(PhotoFaultKind.NoFrame))]
    [InlineData("II", nameof(PhotoFaultKind.NoStart))]
    [InlineData("\xFF\xD8", nameof(PhotoFaultKind.NoStart))]
    [InlineData("", nameof(PhotoFaultKind.Empty))]
    public void A_tiff_is_judged_by_its_start_and_its_directory(string start, string? kind) =>
        Assert.Equal(kind, Check("a.tif", System.Text.Encoding.Latin1.GetBytes(start))?.Kind.ToString());

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_tiff_that_lost_its_end_is_found_wherever_it_was_cut(bool isBig, bool isLittle)
    {
        var photo = new TiffBytes(isBig, isLittle).Picture(100, 80, 4000);
        Assert.Null(Check("a.tif", photo));

        Prop.ForAll(Gen.Choose(0, photo.Length - 1).ToArbitrary(), length => Check("a.tif", photo[..length]) is not null)
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_tiff_whose_directory_comes_first_is_cut_off_when_a_piece_of_its_picture_is_missing(bool isBig)
    {
        var tiff = new TiffBytes(isBig);
        byte[] Photo(ushort offsets, ushort sizes, ulong size) => tiff.Only(
            tiff.Long(0x0100, 64), tiff.Long(0x0101, 64), tiff.Long(offsets, 8, 12, 20), tiff.Long(sizes, 4, 8, size));
        var length = (ulong)Photo(0x0111, 0x0117, 1).Length;

        foreach (var (offsets, sizes) in new (ushort, ushort)[] { (0x0111, 0x0117), (0x0144, 0x0145) })
        {
            Assert.Null(Check("a.tif", Photo(offsets, sizes, length - 20)));
            Assert.Equal(PhotoFaultKind.CutOff, Check("a.tif", Photo(offsets, sizes, length - 19))?.Kind);
            Assert.Equal(PhotoFaultKind.CutOff, Check("a.tif", Photo(offsets, sizes, uint.MaxValue))?.Kind);
        }
    }

    [Fact]
    public void A_large_tiff_with_a_hole_of_zeros_is_found()
    {
        var photo = new TiffBytes().Picture(500, 500, 125_000);
        Assert.Null(Check("a.tif", photo));
        photo.AsSpan(photo.Length / 3, photo.Length / 6).Clear();

        Assert.Equal(nameof(PhotoFaultKind.Zeroed), Check("a.tif", photo)?.Kind.ToString());
    }

    [Fact]
    public void A_photo_that_went_away_is_a_fault_of_that_photo_only() =>
        Assert.Equal(nameof(PhotoFaultKind.Unreadable), Examine(folder.Path, "gone.jpg")?.Kind.ToString());

    [Fact]
    public void A_folder_that_went_away_says_nothing_about_the_photo() =>
        Assert.ThrowsAny<IOException>(() => Examine(folder["gone"], "a.jpg"));

    [Theory]
    [InlineData("whole", 130)]
    [InlineData("without an end", 192)]
    [InlineData("all metadata", 256)]
    [InlineData("tiny segments", 256)]
    [InlineData("metadata behind the head", 256)]
    public void At_most_256_KiB_of_a_photo_are_read(string kind, int most)
    {
        const string counters = "/proc/thread-self/io";
        if (!File.Exists(counters))
            Assert.Skip($"This kernel keeps no {counters}");
        var photo = kind switch
        {
            "whole" => JpegBytes.WithMetadata(JpegBytes.Noise(1500, 1500), 300_000),
            "without an end" => JpegBytes.WithMetadata(JpegBytes.Noise(1500, 1500), 300_000)[..^2],
            "metadata behind the head" => JpegBytes.WithSegments(
                JpegBytes.Noise(1500, 1500),
                new byte[60_000],
                [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 0xFF, 0xFF, .. Enumerable.Repeat((byte)0x0F, 60_000)],
                [.. "http://ns.adobe.com/xap/1.0/\0<x>"u8, .. Enumerable.Repeat((byte)' ', 60_000), .. "</x>"u8]),
            "all metadata" => JpegBytes.WithMetadata(JpegBytes.Noise(1500, 1500), 20_000_000),
            _ => JpegBytes.WithSegments(Large, Enumerable.Repeat(new byte[1000], 500)),
        };
        Check("a.jpg", photo); // Whatever is loaded once, such as a type's code, is loaded now.
        var counting = Read() is var start ? Read() - start : 0;

        var before = Read();
        Examine(folder.Path, "a.jpg");
        var read = Read() - before - counting;

        Assert.InRange(read, 1000, most * 1024);

        static long Read() => long.Parse(
            File.ReadLines(counters).First(line => line.StartsWith("rchar", StringComparison.Ordinal)).Split(' ')[1],
            System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void The_real_photos_have_no_fault()
    {
        var files = RealImagery.AllPhotos();

        Assert.All(files, file => Assert.Null(Examine(Path.GetDirectoryName(file)!, Path.GetFileName(file))));
        Assert.All(files, file => Assert.NotNull(Check("cut.JPG", File.ReadAllBytes(file)[..^2])));
    }

    private PhotoFault? Check(string name, byte[] content)
    {
        File.WriteAllBytes(folder[name], content);
        return Examine(folder.Path, name);
    }

    private static PhotoFault? Examine(string folder, string name) => PhotoExaminer.Examine(folder, name, 0).Fault;

    private static byte[] Make(string photo) => photo switch
    {
        "small" => Small,
        "large" => Large,
        "with much metadata" => JpegBytes.WithMetadata(Small, 500_000),
        "with fill bytes before each marker" => [.. Small[..2], 0xFF, 0xFF, 0xFF, .. Small[2..]],
        "with fill bytes across the end of the head" =>
            JpegBytes.WithSegments([.. Small[..2], 0xFF, 0xFF, 0xFF, 0xFF, .. Small[2..]], new byte[64 * 1024 - 9]),
        "with more fill bytes than are read at once" =>
            JpegBytes.WithMetadata([.. Small[..2], .. Enumerable.Repeat((byte)0xFF, 500), .. Small[2..]], 100_000),
        "with trailing bytes" => [.. Large, .. new byte[60_000]],
        "with a second image" => [.. Large, .. new byte[500], .. JpegBytes.Noise(80, 80)],
        "with zeros in its metadata" => JpegBytes.WithMetadata(Large, 400_000, filling: 0),
        "empty" => [],
        "text" => "Not a photo"u8.ToArray(),
        "without its first byte" => Small[1..],
        "zeros" => new byte[100_000],
        "with a zero head" => [.. new byte[Large.Length / 2], .. Large[(Large.Length / 2)..]],
        "with a zero tail" => [.. Large[..(Large.Length / 2)], .. new byte[Large.Length / 2]],
        "with a short zero tail" => [.. Large[..^5000], .. new byte[5000]],
        "large with a tenth of zeros" =>
            [.. Large[..(Large.Length / 3)], .. new byte[Large.Length / 10], .. Large[(Large.Length * 13 / 30)..]],
        "start only" => Small[..2],
        "metadata only" => [.. JpegBytes.WithMetadata([0xFF, 0xD8], 200_000), 0xFF, 0xD9],
        "with a segment without length" => [0xFF, 0xD8, 0xFF, 0xE1, 0, 0, .. Small],
        "without frame header" => [.. Small[..2], 0xFF, 0xDA, 0, 4, 1, 2, .. Small[^100..]],
        "made of segments only" =>
            [0xFF, 0xD8, .. Enumerable.Range(0, 20_000).SelectMany(_ => new byte[] { 0xFF, 0xE1, 0, 2 })],
        "cut off behind its preview" =>
            JpegBytes.WithSegments(JpegBytes.Noise(150, 150), (byte[])[.. "Exif\0\0"u8, .. Small])[..^500],
        _ => throw new ArgumentOutOfRangeException(nameof(photo), photo, "no such photo"),
    };
}
