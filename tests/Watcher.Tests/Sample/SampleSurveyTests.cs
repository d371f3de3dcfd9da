using System.Diagnostics;
using System.Security.Cryptography;
using OfoWatcher.Sample;
using OfoWatcher.Survey;
using OfoWatcher.Survey.Photos;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Sample;

public sealed class SampleSurveyTests
{
    private static readonly SampleSpec Small = new() { Photos = 12, Width = 160 };

    [Fact]
    public async Task The_same_specification_makes_the_same_files()
    {
        using var folder = new TemporaryFolder();
        var damage = SampleDamage.CutOff | SampleDamage.Duplicates;
        var spec = Small with { GpsNoise = 2, BytesPerPhoto = 70_000, Damage = damage };

        await WriteAsync(spec, folder["a"]);
        await WriteAsync(spec, folder["b"]);
        await WriteAsync(spec with { Seed = 2 }, folder["c"]);

        Assert.Equal(Contents(folder["a"]).Select(Fingerprint), Contents(folder["b"]).Select(Fingerprint));
        Assert.Equal(
            await File.ReadAllTextAsync(folder["a.ground-truth.json"], Token),
            await File.ReadAllTextAsync(folder["b.ground-truth.json"], Token));
        Assert.Empty(Contents(folder["a"]).Select(Fingerprint).Intersect(Contents(folder["c"]).Select(Fingerprint)));
    }

    [Fact]
    public async Task Photos_tell_what_the_truth_says()
    {
        using var folder = new TemporaryFolder();
        var spec = Small with { Heading = 37, Start = new GeoPoint(-33.45, 150.9), GimbalPitch = -80 };
        var written = await WriteAsync(spec, folder["s"]);

        var truth = GroundTruth.Read(folder["s.ground-truth.json"]);
        Assert.Equal(12, written);
        Assert.Equal(32756, truth.Epsg);
        Assert.Equal(Enumerable.Range(1, 12).Select(n => $"DJI_{n:D4}.JPG"), truth.Photos.Select(p => p.File));
        foreach (var expected in truth.Photos)
        {
            var photo = PhotoReader.Read(folder["s", expected.File]);
            Assert.Equal(expected.Latitude, photo.Position!.Value.Latitude, 2e-8);
            Assert.Equal(expected.Longitude, photo.Position!.Value.Longitude, 2e-8);
            Assert.Equal((expected.Yaw, expected.Yaw), (photo.GimbalYaw, photo.FlightYaw));
            Assert.Equal((expected.Pitch, 0.0), (photo.GimbalPitch, photo.GimbalRoll));
            Assert.Equal((expected.Height, 1992.0), (photo.RelativeAltitude, photo.AbsoluteAltitude));
            Assert.Equal((160, 120, "M3E"), (photo.Width, photo.Height, photo.Model));
        }

        var turns = truth.Photos.Select(p => Math.Abs(Math.Round(Math.IEEERemainder(p.Yaw - 37, 360))));
        Assert.Equal([0.0, 180.0], turns.Distinct().Order());
    }

    [Theory]
    [InlineData(0.8, 0.6)]
    [InlineData(0.5, 0.7)]
    public void Neighbours_overlap_as_asked(double forward, double side)
    {
        var plan = new FlightPlan(Small with { ForwardOverlap = forward, SideOverlap = side, Photos = 20, Lines = 4 });
        var first = Footprint.Of(new GroundMapping(plan.Exposures[0].Pose, plan.Camera))!;
        var (along, across) = (
            first.Corners[0].DistanceTo(first.Corners[3]), first.Corners[0].DistanceTo(first.Corners[1]));

        var next = plan.Exposures.Single(e => (e.Line, e.Along) == (0, 1)).Pose.Ground;
        var beside = plan.Exposures.Single(e => (e.Line, e.Along) == (1, 0)).Pose.Ground;
        Assert.Equal(forward, 1 - next.DistanceTo(first.Centre) / along, 1e-3);
        Assert.Equal(side, 1 - beside.DistanceTo(first.Centre) / across, 1e-3);
    }

    [Fact]
    public async Task Damage_is_done_to_the_files_that_the_truth_names()
    {
        using var folder = new TemporaryFolder();
        var spec = Small with
        {
            Photos = 30,
            Damage = SampleDamage.CutOff | SampleDamage.ZeroTail | SampleDamage.ZeroBytes | SampleDamage.NoGps
                | SampleDamage.MixedCameras | SampleDamage.TwoDates | SampleDamage.Duplicates,
        };
        await WriteAsync(spec, folder["s"]);

        var photos = GroundTruth.Read(folder["s.ground-truth.json"]).Photos;
        Assert.Equal(33, photos.Count);
        byte[] Bytes(string damage) =>
            File.ReadAllBytes(folder["s", photos.First(p => p.Damage.Contains(damage)).File]);
        IEnumerable<Photo> Readable(bool isHit, string damage) => photos
            .Where(p => p.Damage.Contains(damage) == isHit && !p.Damage.Contains("ZeroBytes"))
            .Select(p => PhotoReader.Read(folder["s", p.File]));

        Assert.Empty(Bytes("ZeroBytes"));
        Assert.NotEqual([0xFF, 0xD9], Bytes("CutOff")[^2..]);
        Assert.All(Bytes("ZeroTail")[^1000..], b => Assert.Equal(0, b));
        Assert.All(Readable(true, "NoGps"), p => Assert.Null(p.Position));
        Assert.All(Readable(false, "NoGps"), p => Assert.NotNull(p.Position));
        Assert.Equal(["FC6310"], Readable(true, "MixedCameras").Select(p => p.Model).Distinct());
        Assert.Equal(["M3E"], Readable(false, "MixedCameras").Select(p => p.Model).Distinct());
        Assert.Equal([13], Readable(true, "TwoDates").Select(p => p.CapturedAt!.Value.Day).Distinct());
        Assert.Equal([12], Readable(false, "TwoDates").Select(p => p.CapturedAt!.Value.Day).Distinct());
        Assert.Equal(
            await File.ReadAllBytesAsync(folder["s", "DJI_0003.JPG"], Token),
            await File.ReadAllBytesAsync(folder["s", "DJI_0033.JPG"], Token));
    }

    [Fact]
    public void A_gap_leaves_out_the_middle_of_the_area()
    {
        var spec = Small with { Photos = 81, Lines = 9, Damage = SampleDamage.Gap };
        var plan = new FlightPlan(spec);
        var files = PlannedFile.Of(spec, plan);

        Assert.Equal(72, files.Count);
        Assert.All(
            plan.Exposures.Except(files.Select(f => f.Exposure)),
            e => Assert.True(e is { Line: >= 3 and <= 5, Along: >= 3 and <= 5 }));
    }

    [Fact]
    public async Task Files_are_filled_up_to_the_size_and_stay_pictures()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(Small with { Photos = 2, BytesPerPhoto = 1_000_000 }, folder["s"]);

        Assert.All(Contents(folder["s"]), file => Assert.Equal(1_000_000, file.Content.Length));
        using var picture = SkiaSharp.SKBitmap.Decode(folder["s", "DJI_0001.JPG"]);
        Assert.Equal((160, 120), (picture.Width, picture.Height));
        Assert.Equal("M3E", PhotoReader.Read(folder["s", "DJI_0001.JPG"]).Model);
    }

    [Fact]
    public async Task A_folder_that_holds_something_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["mine.txt"], "x", Token);

        await Assert.ThrowsAsync<IOException>(() => WriteAsync(Small, folder.Path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Every_impossible_value_is_named()
    {
        var faults = new SampleSpec
        {
            Photos = 0,
            Height = double.NaN,
            ForwardOverlap = 1,
            Width = 10,
            Start = new GeoPoint(85, 0),
            BytesPerPhoto = -1,
        }.Faults();

        Assert.Equal(
            ["photos", "height", "forward-overlap", "width", "latitude of start", "bytes-per-photo"],
            faults.Select(f => f[..f.IndexOf(" is ", StringComparison.Ordinal)]));
        Assert.Empty(new SampleSpec().Faults());
    }

    [Fact]
    public async Task Another_program_finds_the_metadata_valid()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(Small with { Photos = 1, BytesPerPhoto = 200_000 }, folder["s"]);

        var told = ExifTool("-validate", "-warning", "-error", "-a", "-s3", folder["s", "DJI_0001.JPG"]);
        Assert.Equal("OK", told);
        Assert.Equal(
            "DJI|M3E|1581F5FJD234T00B7R2K|38.9021 -120.0733|1992|+80.00|-90.00|24|50|2026:06:12 10:30:00",
            ExifTool(
                "-n", "-p", "$Make|$Model|$EXIF:SerialNumber|$GPSPosition|$GPSAltitude|$RelativeAltitude|"
                + "$GimbalPitchDegree|$FocalLengthIn35mmFormat|$RtkFlag|$DateTimeOriginal",
                folder["s", "DJI_0001.JPG"]));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<int> WriteAsync(SampleSpec spec, string folder) =>
        SampleSurvey.WriteAsync(spec, folder, null, Token);

    private static List<(string Name, byte[] Content)> Contents(string folder) =>
        [.. Directory.GetFiles(folder).Order().Select(f => (Path.GetFileName(f), File.ReadAllBytes(f)))];

    private static string Fingerprint((string Name, byte[] Content) file) =>
        file.Name + " " + Convert.ToHexString(SHA256.HashData(file.Content));

    private static string ExifTool(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("exiftool", arguments) { RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output.Trim();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            Assert.Skip("exiftool (Debian: libimage-exiftool-perl) is not installed: " + e.Message);
            throw;
        }
    }
}
