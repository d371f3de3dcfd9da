using System.Buffers.Binary;
using FluentValidation;
using OfoWatcher.Survey.Photos;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Validation;
using OfoWatcher.Validation.Report;
using SkiaSharp;

namespace OfoWatcher.Tests.Validation.Report;

public sealed class ThumbnailsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_photo_is_made_small()
    {
        var picture = Take(Plain(800, 600, SKColors.Blue)).Picture!;

        Assert.Equal((240, 180), (picture.Width, picture.Height));
        using var decoded = SKBitmap.Decode(picture.Jpeg);
        Assert.Equal((240, 180), (decoded.Width, decoded.Height));
        AssertNear(SKColors.Blue, decoded.GetPixel(120, 90));
        Assert.InRange(picture.Jpeg.Length, 100, 30_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_preview_in_the_EXIF_is_taken_before_the_photo(bool isLittle)
    {
        var preview = Plain(160, 120, SKColors.Red);
        var photo = JpegBytes.WithSegments(Plain(800, 600, SKColors.Blue), [Exif(preview, isLittle)]);

        var picture = Take(photo).Picture!;

        Assert.Equal((160, 120), (picture.Width, picture.Height));
        using var decoded = SKBitmap.Decode(picture.Jpeg);
        AssertNear(SKColors.Red, decoded.GetPixel(80, 60));
    }

    [Fact]
    public void A_preview_that_makes_no_sense_is_passed_over()
    {
        var exif = Exif(Plain(160, 120, SKColors.Red), isLittle: true);
        for (var at = 6; at < 60; at++)
        {
            foreach (var value in (byte[])[0x00, 0x7F, 0xFF])
            {
                var broken = exif.ToArray();
                broken[at] = value;
                Assert.NotNull(Take(JpegBytes.WithSegments(Plain(64, 64, SKColors.Blue), [broken])).Picture);
            }
        }
    }

    [Fact]
    public void Of_a_photo_that_was_cut_off_one_sees_what_there_is()
    {
        var whole = JpegBytes.Noise(640, 480);

        var picture = Take(whole[..(whole.Length / 2)]).Picture;

        Assert.NotNull(picture);
    }

    [Fact]
    public void A_giant_picture_is_not_decoded()
    {
        var jpeg = Plain(64, 64, SKColors.Blue);
        var frame = jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 5), 65_000);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 7), 65_000);

        Assert.Equal("it cannot be decoded", Take(jpeg).WhyNone);
    }

    /// <summary>
    /// They are whole and small, but a decoder would keep all of them in memory, and go over that in each of any number
    /// of scans.
    /// </summary>
    [Theory]
    [InlineData(0xC2, 1)] // Progressive.
    [InlineData(0xC0, 3)] // Each component in a scan of its own.
    public void A_picture_of_many_scans_is_not_decoded(byte frame, int components)
    {
        var jpeg = GreyInScans(frame, components);
        using var decoded = SKBitmap.Decode(jpeg);
        Assert.NotNull(decoded); // Nothing else is wrong with it.

        Assert.Equal("it cannot be decoded", Take(jpeg).WhyNone);
    }

    [Fact]
    public void The_same_picture_in_one_scan_is_decoded() => Assert.NotNull(Take(GreyInScans(0xC0, 1)).Picture);

    [Fact]
    public void A_file_that_is_no_picture_says_so()
    {
        Assert.Equal("the file is empty", Take([]).WhyNone);
        Assert.Equal("only those of JPEGs are shown", Take("II*\0"u8.ToArray()).WhyNone);
        Assert.Equal("it cannot be decoded", Take(JpegBytes.Smallest).WhyNone);
    }

    [Fact]
    public void A_photo_that_went_away_says_so()
    {
        var report = Report([new ExaminedPhoto("gone.JPG", 1, 0, null, null)], Of("gone.JPG"));

        var thumbnail = Assert.Single(Thumbnails.Take(report, null, TestContext.Current.CancellationToken));

        Assert.StartsWith("the file cannot be read", thumbnail.WhyNone, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_too_large_is_not_read()
    {
        using (var file = File.Create(folder["large.JPG"]))
        {
            file.Write(JpegBytes.Smallest);
            file.SetLength(1_000_000_000);
        }

        var report = Report([new ExaminedPhoto("large.JPG", 1, 0, null, null)], Of("large.JPG"));

        Assert.Equal(
            "the file is too large",
            Assert.Single(Thumbnails.Take(report, null, TestContext.Current.CancellationToken)).WhyNone);
    }

    [Fact]
    public void Damaged_bytes_anywhere_do_no_harm()
    {
        var random = new Random(4);
        var whole = JpegBytes.WithSegments(JpegBytes.Noise(96, 64), [Exif(JpegBytes.Noise(32, 32), isLittle: true)]);
        for (var round = 0; round < 400; round++)
        {
            var damaged = whole.ToArray();
            var reach = round % 2 == 0 ? 700 : damaged.Length; // The head as often as all the rest.
            for (var change = 0; change < 1 + round % 12; change++)
                damaged[random.Next(reach)] = (byte)random.Next(256);
            var thumbnail = Take(damaged);
            Assert.True(thumbnail.Picture is not null || thumbnail.WhyNone.Length > 0);
        }
    }

    [Fact]
    public void Each_finding_has_an_example_before_any_has_two()
    {
        var names = Enumerable.Range(0, 40).Select(number => $"{number:00}.JPG").ToList();
        foreach (var name in names)
            File.WriteAllBytes(folder[name], JpegBytes.Smallest);
        var report = Report(
            [.. names.Select(name => new ExaminedPhoto(name, 1, 0, null, null))],
            Of([.. names.Take(20)]), Of([.. names.Skip(20).Take(19)]), Of("../outside.JPG"),
            Of("39.JPG") with { Severity = Severity.Info });

        var taken = Thumbnails.Take(report, null, TestContext.Current.CancellationToken);

        Assert.Equal(
            ["00.JPG", "20.JPG", "01.JPG", "21.JPG", "02.JPG", "22.JPG", "03.JPG", "23.JPG"],
            taken.Select(thumbnail => thumbnail.File));
    }

    [Fact]
    public void A_report_has_a_bounded_number_of_pictures()
    {
        var names = Enumerable.Range(0, 100).Select(number => $"{number:00}.JPG").ToList();
        var report = Report(
            [.. names.Select(name => new ExaminedPhoto(name, 1, 0, null, null))], [.. names.Select(name => Of(name))]);

        Assert.Equal(Thumbnails.Most, Thumbnails.Take(report, null, TestContext.Current.CancellationToken).Count);
    }

    [Fact]
    public void A_look_that_is_called_off_ends_here_too()
    {
        File.WriteAllBytes(folder["a.JPG"], Plain(64, 64, SKColors.Blue));
        var report = Report([new ExaminedPhoto("a.JPG", 1, 0, null, null)], Of("a.JPG"));

        Assert.Throws<OperationCanceledException>(() => Thumbnails.Take(report, null, new CancellationToken(true)));
    }

    [Fact]
    public void Reading_gives_signs_of_life()
    {
        File.WriteAllBytes(folder["a.JPG"], JpegBytes.WithMetadata(Plain(64, 64, SKColors.Blue), 5_000_000));
        var signs = new Signs();

        Thumbnails.Take(
            Report([new ExaminedPhoto("a.JPG", 1, 0, null, null)], Of("a.JPG")), signs,
            TestContext.Current.CancellationToken);

        Assert.True(signs.Count >= 5, $"{signs.Count} signs of life");
    }

    private Thumbnail Take(byte[] content)
    {
        File.WriteAllBytes(folder["photo.JPG"], content);
        var photo = new ExaminedPhoto("photo.JPG", content.Length, 0, null, null);
        return Assert.Single(Thumbnails.Take(
            Report([photo], Of("photo.JPG")), null, TestContext.Current.CancellationToken));
    }

    private ValidationReport Report(IReadOnlyList<ExaminedPhoto> photos, params IReadOnlyList<Finding> findings) => new(
        new ProjectImagery
        {
            Project = "site",
            Folders = [folder.Path],
            Inventory = new ImageryInventory { Photos = photos },
        },
        findings);

    private static Finding Of(params IReadOnlyList<string> files) =>
        SampleReport.Finding("photo-cut-off", Severity.Error, "Cut off.", files);

    private static byte[] Plain(int width, int height, SKColor colour)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        bitmap.Erase(colour);
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return data.ToArray();
    }

    /// <summary>A grey picture of 8 × 8 pixels, with a scan for each component (ITU-T T.81, annex B).</summary>
    private static byte[] GreyInScans(byte frame, int components)
    {
        List<byte> jpeg = [0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64)];
        jpeg.AddRange([0xFF, frame, 0, (byte)(8 + 3 * components), 8, 0, 8, 0, 8, (byte)components]);
        for (var component = 1; component <= components; component++)
            jpeg.AddRange([(byte)component, 0x11, 0]);
        // One code of one bit in each table: no difference in DC, the end of the block in AC.
        foreach (var table in (byte[])[0x00, 0x10])
            jpeg.AddRange([0xFF, 0xC4, 0, 20, table, 1, .. new byte[15], 0]);
        for (var component = 1; component <= components; component++)
        {
            var isProgressive = frame == 0xC2;
            jpeg.AddRange([0xFF, 0xDA, 0, 8, 1, (byte)component, 0x00, 0, (byte)(isProgressive ? 0 : 63), 0]);
            jpeg.Add((byte)(isProgressive ? 0x7F : 0x3F));
        }

        return [.. jpeg, 0xFF, 0xD9];
    }

    /// <summary>The content of an EXIF segment: an empty main directory, and one with the preview.</summary>
    private static byte[] Exif(byte[] preview, bool isLittle)
    {
        const int main = 8, second = main + 2 + 4, start = second + 2 + 2 * 12 + 4;
        var tiff = new byte[start + preview.Length];
        (isLittle ? "II"u8 : "MM"u8).CopyTo(tiff);
        Short(2, 42);
        Long(4, main);
        Short(main, 0);
        Long(main + 2, second);
        Short(second, 2);
        Entry(second + 2, 0x0201, start);
        Entry(second + 14, 0x0202, preview.Length);
        preview.CopyTo(tiff.AsSpan(start));
        return [.. "Exif\0\0"u8, .. tiff];

        void Entry(int at, int tag, int value)
        {
            Short(at, tag);
            Short(at + 2, 4);
            Long(at + 4, 1);
            Long(at + 8, value);
        }

        void Short(int at, int value)
        {
            BinaryPrimitives.WriteInt16LittleEndian(tiff.AsSpan(at), (short)value);
            if (!isLittle)
                tiff.AsSpan(at, 2).Reverse();
        }

        void Long(int at, int value)
        {
            BinaryPrimitives.WriteInt32LittleEndian(tiff.AsSpan(at), value);
            if (!isLittle)
                tiff.AsSpan(at, 4).Reverse();
        }
    }

    private static void AssertNear(SKColor expected, SKColor actual) => Assert.True(
        Math.Abs(expected.Red - actual.Red) < 30 && Math.Abs(expected.Green - actual.Green) < 30
            && Math.Abs(expected.Blue - actual.Blue) < 30,
        $"{actual} is not {expected}");

    private sealed class Signs : IProgress<int>
    {
        public int Count { get; private set; }

        public void Report(int value) => Count++;
    }
}
