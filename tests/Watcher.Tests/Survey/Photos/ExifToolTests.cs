using System.Globalization;
using OfoWatcher.Sample;
using OfoWatcher.Survey;
using OfoWatcher.Survey.Photos;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Survey.Photos;

public sealed class ExifToolTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_real_photos_come_out_with_the_values_that_exiftool_prints() => Compare(RealImagery.AllPhotos());

    [Fact]
    public async Task Generated_photos_come_out_with_the_values_that_exiftool_prints()
    {
        await SampleSurvey.WriteAsync(
            new SampleSpec { Photos = 8, Width = 100, GpsNoise = 3, GimbalPitch = -60, Heading = 250 }, folder["a"],
            null, TestContext.Current.CancellationToken);
        var below = new SampleSpec { Photos = 5, Width = 100, Start = new(-33, 18), GroundAltitude = -300 };
        await SampleSurvey.WriteAsync(
            below with { Damage = SampleDamage.NoGps }, folder["b"], null, TestContext.Current.CancellationToken);

        Compare([.. Directory.GetFiles(folder.Path, "*.JPG", SearchOption.AllDirectories)]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_tiff_comes_out_with_the_values_that_exiftool_prints(bool isLittle)
    {
        File.WriteAllBytes(folder["IMG_0001_1.tif"], MicaSense(new TiffBytes(isBig: false, isLittle)));

        Compare([folder["IMG_0001_1.tif"]]);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void A_tiff_of_any_kind_tells_how_it_was_taken(bool isBig, bool isLittle)
    {
        File.WriteAllBytes(folder["IMG_0001_1.tif"], MicaSense(new TiffBytes(isBig, isLittle)));

        var photo = PhotoExaminer.Examine(folder.Path, "IMG_0001_1.tif", 0);
        Assert.Null(photo.Fault);
        Assert.Equal((1280, 960), (photo.Metadata!.Width, photo.Metadata.Height));
        Assert.Equal(-33.4512344, photo.Metadata.Position!.Value.Latitude, 1e-7);
        Assert.Equal((321.5, 5.4), (photo.Metadata.AbsoluteAltitude, photo.Metadata.FocalLength));
        Assert.Equal(("MicaSense", "RX02-2133104-SC"), (photo.Metadata.Make, photo.Metadata.SerialNumber));
        Assert.Equal(AltitudeReference.Ellipsoid, photo.Metadata.AltitudeReference);
        Assert.True(photo.Metadata.HasFractionalGpsTime);
        Assert.Equal(new DateTime(2026, 6, 12, 18, 4, 5).AddMilliseconds(250), photo.Metadata.CapturedAt);
        Assert.Equal(4.8, photo.Metadata.SensorWidth!.Value, 0.01);
        Assert.Equal(new PositionAccuracy(0.5, 0.5, 0.9), photo.Metadata.RtkAccuracy);
        Assert.NotNull(photo.Metadata.GimbalPitch);
    }

    /// <summary>As a RedEdge writes it: fractions in XMP, a time with a fraction, the sensor's size in its pixels.</summary>
    private static byte[] MicaSense(TiffBytes tiff) => tiff.Picture(
        1280, 960, 100_000,
        exif:
        [
            TiffBytes.Text(0x9003, "2026:06:12 18:04:05"), tiff.Rational(0x920A, (54, 10)),
            TiffBytes.Text(0x9291, "250"), tiff.Rational(0xA20E, (266_667, 1000)), tiff.Short(0xA210, 4),
            TiffBytes.Text(0xA431, "RX02-2133104-SC"), TiffBytes.Text(0xA434, "5.4 mm"),
        ],
        gps:
        [
            TiffBytes.Text(1, "S"), tiff.Rational(2, (33, 1), (27, 1), (4444, 1000)), TiffBytes.Text(3, "E"),
            tiff.Rational(4, (18, 1), (0, 1), (123_456, 10_000)), TiffBytes.Bytes(5, 1, [2]),
            tiff.Rational(6, (3215, 10)), tiff.Rational(7, (18, 1), (4, 1), (525, 100)),
        ],
        TiffBytes.Text(0x010F, "MicaSense"), TiffBytes.Text(0x0110, "RedEdge-M"), tiff.Short(0x0112, 1),
        TiffBytes.Text(0x0131, "v7.5.0"), TiffBytes.Bytes(0x02BC, 1, """
            <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="Pix4D Camera Information" xmlns:Camera="http://pix4d.com/camera/1.0">
            <Camera:BandName>Blue</Camera:BandName><Camera:Yaw>15000/100</Camera:Yaw><Camera:Pitch>2.5</Camera:Pitch>
            <Camera:Roll>-1.25</Camera:Roll><Camera:GPSXYAccuracy>0.5</Camera:GPSXYAccuracy>
            <Camera:GPSZAccuracy>0.9</Camera:GPSZAccuracy>
            </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>
            """u8.ToArray()));

    private static void Compare(IReadOnlyList<string> files)
    {
        Assert.NotEmpty(files);
        foreach (var (file, told) in files.Zip(ExifTool.Read(files)))
        {
            var photo = PhotoExaminer.Examine(Path.GetDirectoryName(file)!, Path.GetFileName(file), 0).Metadata;
            Assert.NotNull(photo);
            Assert.Equal(Path.GetFileName(file), photo.File);
            Assert.Equal(told.Number("File:ImageWidth", "IFD0:ImageWidth"), photo.Width);
            Assert.Equal(told.Number("File:ImageHeight", "IFD0:ImageHeight"), photo.Height);
            Assert.Equal(told.Text("IFD0:Make"), photo.Make);
            Assert.Equal(told.Text("IFD0:Model"), photo.Model);
            Assert.Equal(told.Text("IFD0:Software"), photo.Software);
            Assert.Equal(
                told.Text("ExifIFD:SerialNumber", "Nikon:SerialNumber", "XMP-drone-dji:DroneSerialNumber"),
                photo.SerialNumber);
            Assert.Equal(told.Text("ExifIFD:LensModel"), photo.LensModel);
            Assert.Equal(told.Number("ExifIFD:ExifImageWidth"), photo.ExifWidth);
            Assert.Equal(told.Number("ExifIFD:ExifImageHeight"), photo.ExifHeight);
            Assert.Equal(told.Number("IFD0:Orientation"), photo.Orientation);
            Near(told.Number("ExifIFD:FocalLength"), photo.FocalLength);
            Near(told.Number("ExifIFD:FocalLengthIn35mmFormat"), photo.FocalLengthIn35mm);
            ComparePosition(told, photo);
            Near(told.Number("XMP-drone-dji:GimbalYawDegree"), photo.GimbalYaw, "XMP-drone-dji");
            Near(told.Number("XMP-drone-dji:GimbalPitchDegree"), photo.GimbalPitch, "XMP-drone-dji");
            Near(told.Number("XMP-drone-dji:GimbalRollDegree"), photo.GimbalRoll, "XMP-drone-dji");
            Near(told.Number("XMP-drone-dji:FlightYawDegree"), photo.FlightYaw);
            Near(told.Number("XMP-drone-dji:RelativeAltitude"), photo.RelativeAltitude);
            Near(told.Number("XMP-drone-dji:AbsoluteAltitude") ?? photo.GpsAltitude, photo.AbsoluteAltitude);
            Near(told.Number("XMP-drone-dji:RtkFlag"), photo.RtkFlag);
            Assert.Equal(told.Text("ExifIFD:DateTimeOriginal"), photo.CapturedAt?.ToString(
                "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture));
            var fraction = told.Text("ExifIFD:SubSecTimeOriginal") is { } digits ? "0." + digits : "0";
            Near(double.Parse(fraction, CultureInfo.InvariantCulture), photo.CapturedAt?.Millisecond / 1000.0);
        }

        // Angles that are converted from another maker's have no tag to be compared with.
        void Near(double? expected, double? actual, string? maker = null)
        {
            if (maker is not null && expected is null)
                return;
            Assert.Equal(expected is null, actual is null);
            Assert.Equal(expected ?? 0, actual ?? 0, 1e-9 * Math.Max(1, Math.Abs(expected ?? 0)));
        }

        void ComparePosition(ExifTool told, Photo photo)
        {
            Near(told.Number("Composite:GPSLatitude"), photo.WrittenPosition?.Latitude);
            Near(told.Number("Composite:GPSLongitude"), photo.WrittenPosition?.Longitude);
            var below = told.Number("GPS:GPSAltitudeRef") is 1 or 3 ? -1 : 1;
            Near(told.Number("GPS:GPSAltitude") * below, photo.GpsAltitude);
            Assert.Equal(told.Text("GPS:GPSTimeStamp")?.Contains('.') ?? false, photo.HasFractionalGpsTime);
        }
    }
}
