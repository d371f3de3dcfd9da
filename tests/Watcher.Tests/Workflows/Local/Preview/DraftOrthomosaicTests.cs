using System.Text.Json;
using OfoWatcher.Sample;
using OfoWatcher.Survey;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Workflows.Local.Preview;

namespace OfoWatcher.Tests.Workflows.Local.Preview;

public sealed class DraftOrthomosaicTests
{
    private static readonly SampleSpec Small = new()
    {
        Photos = 24,
        Width = 320,
        ForwardOverlap = 0.6,
        SideOverlap = 0.5,
    };

    [Theory]
    [InlineData(0, -90, 38.9021, -120.0733, "mavic3", 8192)]
    // Far from its zone's middle, where grid north is 2.5 degrees off.
    [InlineData(37, -90, 61.2, 11.9, "mavic3", 8192)]
    [InlineData(213, -90, -33.45, -70.66, "phantom4", 8192)]
    [InlineData(110, -75, -0.001, 36.2, "mavic3", 8192)] // Oblique, and across the equator.
    [InlineData(37, -90, 46.84, -91.99, "mavic3", 512)] // Drawn coarser than the photos are.
    public async Task Ground_marks_lie_where_they_are_within_two_per_cent_of_the_height(
        double heading, double pitch, double latitude, double longitude, string camera, int size)
    {
        using var folder = new TemporaryFolder();
        var spec = Small with
        {
            Heading = heading,
            GimbalPitch = pitch,
            Start = new GeoPoint(latitude, longitude),
            Camera = SampleCamera.All.Single(c => c.Name == camera),
        };
        await WriteAsync(spec, folder["s"]);
        var summary = await PreviewAsync(folder["s"], folder["out"], size);

        var truth = GroundTruth.Read(folder["s.ground-truth.json"]);
        Assert.Equal((24, truth.Epsg), (summary.PhotosUsed, summary.Epsg));
        using var map = new MapPicture(folder["out", "site_preview.jpg"]);
        Assert.Equal((summary.Width, summary.Height), (map.Width, map.Height));
        Assert.InRange(Math.Max(map.Width, map.Height), 1, size);
        foreach (var mark in truth.Marks)
        {
            var found = map.Find(mark.Colour);
            Assert.True(found is not null, $"the {mark.Id} mark is not in the picture");
            Assert.InRange(found.Value.DistanceTo(new GroundPoint(mark.Easting, mark.Northing)), 0, 0.02 * spec.Height);
        }
    }

    [Fact]
    public async Task Photos_that_cannot_be_used_are_counted_and_the_others_fill_their_place()
    {
        using var folder = new TemporaryFolder();
        var damage = SampleDamage.CutOff | SampleDamage.ZeroTail | SampleDamage.ZeroBytes | SampleDamage.NoGps;
        await WriteAsync(
            Small with { Photos = 26, Width = 640, BytesPerPhoto = 300_000, Damage = damage }, folder["s"]);
        await WriteAsync(Small with { Photos = 26, Width = 640 }, folder["good"]);
        await File.WriteAllTextAsync(folder["s", "text.jpg"], "no photo", Token);

        var summary = await PreviewAsync(folder["s"], folder["out"]);

        Assert.Equal(
            (27, 20, 3, 4), (summary.PhotosFound, summary.PhotosUsed, summary.WithoutPosition, summary.Unreadable));
        var truth = GroundTruth.Read(folder["s.ground-truth.json"]);
        var hit = truth.Photos.Where(p => p.Damage.Count > 0).Select(p => p.File);
        Assert.Equal(hit.Append("text.jpg").Order(), summary.LeftOut.Select(l => l.File).Order());
        Assert.All(summary.LeftOut.Where(l => l.Reason == LeftOutReason.Unreadable), l => Assert.NotEmpty(l.Detail));

        await PreviewAsync(folder["good"], folder["out-good"]);
        using var map = new MapPicture(folder["out", "site_preview.jpg"]);
        using var whole = new MapPicture(folder["out-good", "site_preview.jpg"]);
        Assert.InRange(map.EmptyPart, 0, whole.EmptyPart + 0.05);
    }

    [Fact]
    public async Task Without_any_position_the_error_says_so()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(Small with { Photos = 2, Damage = SampleDamage.NoGps }, folder["n"]);
        File.Delete(folder["n", "DJI_0001.JPG"]);

        var error = await Assert.ThrowsAsync<PreviewImpossibleException>(
            () => PreviewAsync(folder["n"], folder["out"]));
        Assert.Equal("none of the 1 readable photos has a GPS position", error.Message);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public async Task An_empty_folder_and_one_of_damaged_files_give_an_error()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["s"]);
        await Assert.ThrowsAsync<PreviewImpossibleException>(() => PreviewAsync(folder["s"], folder["out"]));

        await File.WriteAllTextAsync(folder["s", "a.jpg"], "no photo", Token);
        var error = await Assert.ThrowsAsync<PreviewImpossibleException>(
            () => PreviewAsync(folder["s"], folder["out"]));
        Assert.Contains("does not start with FF D8", error.Message, StringComparison.Ordinal);

        await Assert.ThrowsAnyAsync<IOException>(() => PreviewAsync(folder["absent"], folder["out"]));
    }

    [Fact]
    public async Task Footprints_and_reference_describe_the_same_ground()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(Small, folder["s"]);
        var summary = await PreviewAsync(folder["s"], folder["out"]);

        Assert.Equal(
            [
                "site_footprints.geojson",
                "site_preview.jgw",
                "site_preview.jpg",
                "site_preview.json",
                "site_preview.prj",
            ],
            Directory.GetFiles(folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.StartsWith(
            "PROJCS[\"WGS_1984_UTM_Zone_10N\",GEOGCS[",
            await File.ReadAllTextAsync(folder["out", "site_preview.prj"], Token),
            StringComparison.Ordinal);

        using var footprints = JsonDocument.Parse(
            await File.ReadAllBytesAsync(folder["out", "site_footprints.geojson"], Token));
        var features = footprints.RootElement.GetProperty("features").EnumerateArray().ToList();
        var truth = GroundTruth.Read(folder["s.ground-truth.json"]);
        Assert.Equal(
            truth.Photos.Select(p => p.File),
            features.Select(f => f.GetProperty("properties").GetProperty("file").GetString()));

        var projection = new UtmProjection(10, isNorth: true);
        foreach (var (feature, photo) in features.Zip(truth.Photos))
        {
            var ring = feature.GetProperty("geometry").GetProperty("coordinates")[0].EnumerateArray()
                .Select(c => projection.Forward(new GeoPoint(c[1].GetDouble(), c[0].GetDouble())).Point).ToList();
            Assert.Equal(5, ring.Count);
            Assert.Equal(ring[0], ring[4]);
            Assert.Equal(photo.Easting, ring.Take(4).Average(p => p.Easting), 0.02);
            Assert.Equal(photo.Northing, ring.Take(4).Average(p => p.Northing), 0.02);
            Assert.All(ring, p => Assert.InRange(p.Easting, summary.Bounds[0] - 0.01, summary.Bounds[2] + 0.01));
            Assert.All(ring, p => Assert.InRange(p.Northing, summary.Bounds[1] - 0.5, summary.Bounds[3] + 0.01));
        }
    }

    [Fact]
    public async Task Progress_grows_to_the_end()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(Small, folder["s"]);
        var heard = new Heard();

        await DraftOrthomosaic.MakeAsync(
            new PreviewSpec { Photos = folder["s"], Output = folder["out"], Name = "site" }, heard, Token);

        Assert.Equal(heard.Values.Order(), heard.Values);
        Assert.Equal(1, heard.Values[^1]);
        Assert.True(heard.Values.Count > 24);
    }

    [Fact]
    public async Task Real_photos_are_laid_out()
    {
        var photos = RealImagery.Folder("brighton_beach");
        using var folder = new TemporaryFolder();

        var summary = await PreviewAsync(photos, folder["out"], 1024);

        Assert.Equal((12, 12, 32615), (summary.PhotosFound, summary.PhotosUsed, summary.Epsg));
        // Twelve frames of some 68 by 38 metres, in two lines of 65 metres.
        Assert.InRange(summary.Bounds[2] - summary.Bounds[0], 130, 155);
        Assert.InRange(summary.Bounds[3] - summary.Bounds[1], 130, 155);
    }

    [Fact]
    public async Task Real_photos_without_positions_are_refused()
    {
        using var folder = new TemporaryFolder();
        var photos = RealImagery.Folder("banana");

        var error = await Assert.ThrowsAsync<PreviewImpossibleException>(() => PreviewAsync(photos, folder["out"]));
        Assert.Equal("none of the 16 readable photos has a GPS position", error.Message);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<int> WriteAsync(SampleSpec spec, string folder) =>
        SampleSurvey.WriteAsync(spec, folder, null, Token);

    private static Task<PreviewSummary> PreviewAsync(string photos, string output, int size = 8192) =>
        DraftOrthomosaic.MakeAsync(
            new PreviewSpec { Photos = photos, Output = output, Name = "site", Size = size }, null, Token);

    private sealed class Heard : IProgress<double>
    {
        public List<double> Values { get; } = [];

        public void Report(double value) => Values.Add(value);
    }
}
