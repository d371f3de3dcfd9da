using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OfoWatcher.Survey.Photos;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Survey.Photos;

/// <summary>Files that were made to crash, to stall or to eat up whoever reads them.</summary>
public sealed class HostilePhotoTests : IDisposable
{
    // Of one look at one photo, buffers for reading included.
    private const int MostAllocated = 8_000_000;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Packets =>
    [
        "definition", "billion laughs", "outer file", "many properties", "many spaces", "deep", "long value", "endless",
    ];

    [Theory]
    [MemberData(nameof(Packets))]
    public void A_packet_that_wants_much_gets_little(string kind)
    {
        var photo = Examine("a.jpg", JpegBytes.WithSegments(
            JpegBytes.Noise(), Encoding.UTF8.GetBytes("http://ns.adobe.com/xap/1.0/\0" + Packet(kind))));

        Assert.Null(photo.Fault);
        Assert.Equal(64, photo.Metadata!.Width);
        Assert.Null(photo.Metadata.RelativeAltitude);
    }

    [Fact]
    public void Thousands_of_properties_do_not_hide_the_first_ones()
    {
        var photo = Examine("a.jpg", JpegBytes.WithSegments(JpegBytes.Noise(), Encoding.UTF8.GetBytes(
            "http://ns.adobe.com/xap/1.0/\0"
            + Description("drone-dji:RelativeAltitude=\"+80\" " + Many(2500, n => $"drone-dji:a{n}='{n}' ")))));

        Assert.Equal(80, photo.Metadata!.RelativeAltitude);
    }

    [Fact]
    public void Ten_thousand_properties_are_no_packet_of_a_camera()
    {
        var xmp = Description("drone-dji:RelativeAltitude=\"+80\" " + Many(10_000, n => $"drone-dji:a{n}='{n}' "));
        var photo = Examine("a.tif", new TiffBytes().Picture(
            100, 80, 40, TiffBytes.Bytes(0x02BC, 1, Encoding.UTF8.GetBytes(xmp))));

        Assert.Null(photo.Fault);
        Assert.Equal((100, null), (photo.Metadata!.Width, photo.Metadata.RelativeAltitude));
    }

    [Theory]
    [InlineData("zeros.JPG", "")]
    [InlineData("start.JPG", "FFD8")]
    [InlineData("scan.JPG", "FFD8FFDA")]
    [InlineData("zeros.tif", "")]
    [InlineData("start.tif", "49492A00")]
    [InlineData("directory.tif", "49492A0008000000FFFF")]
    [InlineData("big.TIF", "4D4D002B000800000000000000000010FFFFFFFFFFFFFFFF")]
    public void A_gigabyte_of_zeros_is_told_at_once(string name, string start)
    {
        using (var stream = File.Create(folder[name]))
        {
            stream.Write(Convert.FromHexString(start));
            stream.SetLength(1 << 30);
        }

        var photo = Bounded(name);

        Assert.NotNull(photo.Fault);
    }

    public static TheoryData<string> Directories =>
        ["counts", "offsets", "itself", "full", "texts", "fractions", "strips"];

    [Theory]
    [MemberData(nameof(Directories))]
    public void A_directory_that_lies_is_read_within_bounds(string kind)
    {
        foreach (var isBig in new[] { false, true })
        {
            var tiff = Directory(kind, new TiffBytes(isBig));
            Examine("a.tif", tiff);
            if (tiff.Length > 65_000)
                continue;
            byte[] exif = [.. "Exif\0\0"u8, .. tiff];
            Assert.Null(Examine("a.jpg", JpegBytes.WithSegments(JpegBytes.Noise(), exif)).Fault);
        }
    }

    [Fact]
    public void Random_bytes_behind_any_start_are_no_danger()
    {
        byte[][] starts =
        [
            [], [0xFF, 0xD8, 0xFF, 0xE1], [0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF, .. "Exif\0\0II*\0\b\0\0\0"u8],
            [0xFF, 0xD8, 0xFF, 0xE1, 0x10, 0, .. "http://ns.adobe.com/xap/1.0/\0<"u8], [.. "II*\0\b\0\0\0"u8],
            [.. "MM\0+\0\b\0\0\0\0\0\0\0\0\0\x10"u8],
        ];
        Prop.ForAll<byte[]>(bytes =>
        {
            foreach (var start in starts)
            {
                Examine("a.jpg", [.. start, .. bytes]);
                Examine("a.tif", [.. start, .. bytes]);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("a.jpg")]
    [InlineData("a.tif")]
    public void No_change_of_a_few_bytes_of_the_metadata_is_a_danger(string name)
    {
        var tiff = new TiffBytes().Picture(
            100, 80, 40,
            [
                TiffBytes.Text(0x9003, "2026:06:12 18:04:05"),
                TiffBytes.Bytes(0x927C, 7, [.. "Nikon\0\x02\x10\0\0II*\0\b\0\0\0\0\0"u8]),
            ],
            [TiffBytes.Text(1, "N"), new TiffBytes().Rational(2, (1, 1), (2, 1), (3, 1))],
            TiffBytes.Text(0x010F, "Maker"), TiffBytes.Bytes(0x02BC, 1, Encoding.UTF8.GetBytes(Packet("plain"))));
        var photo = name == "a.tif" ? tiff : JpegBytes.WithSegments(
            JpegBytes.Noise(), [.. "Exif\0\0"u8, .. tiff],
            Encoding.UTF8.GetBytes("http://ns.adobe.com/xap/1.0/\0" + Packet("plain")));
        var changes = Gen.Choose(0, Math.Min(photo.Length - 1, tiff.Length + 600)).Zip(Gen.Choose(0, 255)).ListOf(8);
        Prop.ForAll(changes.ToArbitrary(), changed =>
        {
            var content = photo.ToArray();
            foreach (var (place, value) in changed)
                content[place] = (byte)value;
            Examine(name, content);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private ExaminedPhoto Examine(string name, byte[] content)
    {
        File.WriteAllBytes(folder[name], content);
        return Bounded(name);
    }

    private ExaminedPhoto Bounded(string name)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var photo = PhotoExaminer.Examine(folder.Path, name, 0);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
        return photo;
    }

    private static string Packet(string kind) => kind switch
    {
        "plain" => Description("drone-dji:GimbalYawDegree=\"+80\""),
        "definition" => "<!DOCTYPE x []>" + Description("drone-dji:RelativeAltitude=\"+80\""),
        "billion laughs" => "<!DOCTYPE x [<!ENTITY a0 \"80\">" + Many(
                20, n => $"<!ENTITY a{n + 1} \"{Many(10, _ => $"&a{n};")}\">")
            + "]>" + Description("drone-dji:RelativeAltitude=\"&a20;\""),
        "outer file" => "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>"
            + Description("drone-dji:RelativeAltitude=\"&a;\""),
        "many properties" => Description(Many(2500, n => $"drone-dji:a{n}='{n}' ") + "drone-dji:RelativeAltitude='1'"),
        "many spaces" => Description(Many(1800, n => $"xmlns:a{n}='urn:a{n}' ")),
        "deep" => Description("", Many(9000, _ => "<a>")) + Many(9000, _ => "</a>"),
        "long value" => Description($"drone-dji:RelativeAltitude=\"{new string('1', 60_000)}\""),
        "endless" => Description("", $"<drone-dji:RelativeAltitude>{new string(' ', 60_000)}"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such packet"),
    };

    private static byte[] Directory(string kind, TiffBytes tiff) => kind switch
    {
        "counts" => tiff.Only([.. new ushort[] { 0x0100, 0x0101, 0x010F, 0x0111, 0x0117, 0x02BC, 0x8769 }
            .Select(tag => new TiffBytes.Field(tag, tag == 0x010F ? (ushort)2 : (ushort)4, uint.MaxValue, new byte[9]))]),
        "offsets" => tiff.Only([.. new ushort[] { 0x0100, 0x0101, 0x0111, 0x0117, 0x8769, 0x8825 }
            .Select(tag => tiff.Long(tag, uint.MaxValue))]),
        "itself" => tiff.Only(tiff.Long(0x8769, 8), tiff.Long(0x8825, 8), tiff.Long(0x014A, 8)),
        "full" => tiff.Only([.. Enumerable.Range(0, 60_000).Select(n => tiff.Short((ushort)n, (ushort)n))]),
        "texts" => tiff.Only([.. new ushort[] { 0x010F, 0x0110, 0x0131 }
            .Select(tag => TiffBytes.Bytes(tag, 2, [.. Enumerable.Repeat((byte)0xC3, 15_000)]))]),
        "fractions" => tiff.Only(
            tiff.Rational(0x0112, (1, 0)), tiff.Rational(0x0100, (0, 0)), tiff.Rational(0x0101, (uint.MaxValue, 0))),
        "strips" => tiff.Only(
            tiff.Long(0x0100, 9), tiff.Long(0x0101, 9), tiff.Long(0x0111, [.. new ulong[300_000]]),
            tiff.Long(0x0117, [.. Enumerable.Repeat(ulong.MaxValue / 2, 300_000)])),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such directory"),
    };

    private static string Description(string attributes, string content = "") =>
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
        + $"<rdf:Description xmlns:drone-dji=\"http://www.dji.com/drone-dji/1.0/\" {attributes}>{content}"
        + "</rdf:Description></rdf:RDF></x:xmpmeta>";

    private static string Many(int count, Func<int, string> one) =>
        string.Concat(Enumerable.Range(0, count).Select(one));
}
