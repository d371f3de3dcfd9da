using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OfoWatcher.Sample;
using OfoWatcher.Survey;
using OfoWatcher.Survey.Photos;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Survey.Photos;

public sealed class PhotoReaderTests
{
    private static readonly byte[] Frame =
        [0xFF, 0xC0, 0, 17, 8, 0x02, 0x58, 0x03, 0x20, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];

    private const string List =
        "<drone-dji:RelativeAltitude><rdf:Seq><rdf:li>1</rdf:li></rdf:Seq></drone-dji:RelativeAltitude>";

    [Fact]
    public void A_drone_photo_tells_where_and_how_it_was_taken()
    {
        var photo = Read(Jpeg(Exif(), Xmp()));

        Assert.Equal((800, 600), (photo.Width, photo.Height));
        Assert.Equal(("DJI", "M3E", SampleCamera.Mavic3.SerialNumber), (photo.Make, photo.Model, photo.SerialNumber));
        Assert.Equal((12.29, 24.0), (photo.FocalLength, photo.FocalLengthIn35mm));
        Assert.Equal(-33.4512345, photo.Position!.Value.Latitude, 3e-8);
        Assert.Equal(-70.6612345, photo.Position!.Value.Longitude, 3e-8);
        Assert.Equal((620.5, 80.25), (photo.AbsoluteAltitude, photo.RelativeAltitude));
        Assert.Equal(
            (-132.75, -89.9, 0.0, -132.75), (photo.GimbalYaw, photo.GimbalPitch, photo.GimbalRoll, photo.FlightYaw));
        Assert.Equal(50, photo.RtkFlag);
        Assert.Equal(new DateTime(2026, 6, 12, 10, 30, 7), photo.CapturedAt);
        Assert.Equal(1, photo.Orientation);
    }

    [Fact]
    public void A_photo_without_metadata_tells_its_size_only()
    {
        var photo = Read(Jpeg());

        Assert.Equal(new Photo { File = photo.File, Width = 800, Height = 600 }, photo);
    }

    [Theory]
    [InlineData("not a picture")]
    [InlineData("")]
    public void A_file_that_is_no_JPEG_is_unreadable(string content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.jpg"], content);

        var error = Assert.Throws<UnreadablePhotoException>(() => PhotoReader.Read(folder["a.jpg"]));
        Assert.Equal(folder["a.jpg"], error.File);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_unreadable()
    {
        using var folder = new TemporaryFolder();

        Assert.Throws<UnreadablePhotoException>(() => PhotoReader.Read(folder["absent.jpg"]));
        Assert.Throws<UnreadablePhotoException>(() => PhotoReader.Read(folder.Path));
    }

    [Fact]
    public void A_file_cut_off_anywhere_in_its_header_is_unreadable()
    {
        using var folder = new TemporaryFolder();
        var whole = Jpeg(Exif(), Xmp());
        for (var length = 0; length < whole.Length - Frame.Length; length += 7)
        {
            File.WriteAllBytes(folder["a.jpg"], whole[..length]);
            Assert.Throws<UnreadablePhotoException>(() => PhotoReader.Read(folder["a.jpg"]));
        }
    }

    [Fact]
    public void Damaged_bytes_never_cause_another_error()
    {
        using var folder = new TemporaryFolder();
        var whole = Jpeg(Exif(), Xmp());
        var changes = Gen.Choose(0, whole.Length - 1).Zip(Gen.Choose(0, 255)).ListOf(6);
        Prop.ForAll(changes.ToArbitrary(), changed =>
        {
            var content = whole.ToArray();
            foreach (var (place, value) in changed)
                content[place] = (byte)value;
            File.WriteAllBytes(folder["a.jpg"], content);
            try
            {
                var photo = PhotoReader.Read(folder["a.jpg"]);
                Assert.True(photo.Position is null || photo.Position.Value.IsPlausible);
            }
            catch (UnreadablePhotoException)
            {
                // What is documented.
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));
    }

    [Fact]
    public void XMP_that_could_exhaust_the_program_is_passed_over()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 9000)) + string.Concat(Enumerable.Repeat("</a>", 9000));
        var entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><x>&b;</x>";
        var structure = Encoding.UTF8.GetString(XmpPacket.Write(Tags())).Split('\0')[1]
            .Replace("drone-dji:RelativeAltitude=\"+80.25\"", "", StringComparison.Ordinal)
            .Replace("  </rdf:Description>", List + "</rdf:Description>", StringComparison.Ordinal);

        Assert.All(new[] { deep, entities, structure }, xmp =>
            Assert.Null(Read(Jpeg(Exif(), App1("http://ns.adobe.com/xap/1.0/\0" + xmp))).RelativeAltitude));
        Assert.Equal(-132.75, Read(Jpeg(Exif(), App1("http://ns.adobe.com/xap/1.0/\0" + structure))).GimbalYaw);
    }

    [Theory]
    [InlineData("+80.25", "NaN")]
    [InlineData("+80.25", "1e999")]
    [InlineData("+80.25", "high")]
    public void A_value_that_is_no_number_is_no_value(string value, string other)
    {
        var xmp = Encoding.UTF8.GetString(XmpPacket.Write(Tags())).Replace(value, other, StringComparison.Ordinal);

        Assert.Null(Read(Jpeg(Exif(), App1(xmp))).RelativeAltitude);
    }

    [Fact]
    public void A_position_of_zero_is_a_camera_without_a_fix()
    {
        var photo = Read(Jpeg(App1(ExifWriter.Write(Tags() with { Position = new GeoPoint(0, 0) }))));

        Assert.Null(photo.Position);
    }

    [Fact]
    public void A_real_drone_photo_is_read()
    {
        var photo = PhotoReader.Read(Path.Combine(RealImagery.Folder("brighton_beach"), "DJI_0018.JPG"));

        Assert.Equal(("DJI", "FC300S", 4000, 2250), (photo.Make, photo.Model, photo.Width, photo.Height));
        Assert.Equal(46.8426070833, photo.Position!.Value.Latitude, 1e-8);
        Assert.Equal(-91.9945598889, photo.Position!.Value.Longitude, 1e-8);
        Assert.Equal((198.31, 39.8), (photo.AbsoluteAltitude, photo.RelativeAltitude));
        Assert.Equal((45.0, -89.9), (photo.GimbalYaw, photo.GimbalPitch));
        Assert.Equal(new DateTime(2016, 6, 23, 16, 31, 59), photo.CapturedAt);
    }

    [Fact]
    public void A_real_photo_without_a_position_is_read_as_such()
    {
        var photo = PhotoReader.Read(Path.Combine(RealImagery.Folder("banana"), "DSC_0423.JPG"));

        Assert.Equal(("NIKON D3200", 3008, 2000), (photo.Model, photo.Width, photo.Height));
        Assert.Null(photo.Position);
        Assert.Null(photo.RelativeAltitude);
    }

    private static Photo Read(byte[] content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.jpg"], content);
        return PhotoReader.Read(folder["a.jpg"]);
    }

    private static PhotoTags Tags() => new()
    {
        Camera = SampleCamera.Mavic3,
        Width = 800,
        Height = 600,
        CapturedAt = new DateTime(2026, 6, 12, 10, 30, 7),
        Position = new GeoPoint(-33.4512345, -70.6612345),
        AbsoluteAltitude = 620.5,
        RelativeAltitude = 80.25,
        Yaw = -132.75,
        Pitch = -89.9,
        HasRtkFix = true,
    };

    private static byte[] Exif() => App1(ExifWriter.Write(Tags()));

    private static byte[] Xmp() => App1(XmpPacket.Write(Tags()));

    private static byte[] App1(string content) => App1(Encoding.UTF8.GetBytes(content));

    private static byte[] App1(byte[] content) =>
        [0xFF, 0xE1, (byte)(content.Length + 2 >> 8), (byte)(content.Length + 2), .. content];

    private static byte[] Jpeg(params byte[][] segments) =>
        [0xFF, 0xD8, .. segments.SelectMany(s => s), .. Frame, 0xFF, 0xD9];

}
