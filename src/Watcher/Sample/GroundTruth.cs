using System.Text.Json;
using OfoWatcher.Platform;
using OfoWatcher.Survey;

namespace OfoWatcher.Sample;

/// <summary>
/// What is known of a sample survey beyond what its photos say; written beside its folder, never into it.
/// </summary>
/// <param name="Epsg">The grid of the eastings and northings.</param>
/// <param name="Height">Of the flight above the ground in metres.</param>
internal sealed record GroundTruth(
    int SchemaVersion,
    int Seed,
    int Epsg,
    double Height,
    IReadOnlyList<MarkTruth> Marks,
    IReadOnlyList<PhotoTruth> Photos)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The file for a survey's folder: <c>&lt;folder&gt;.ground-truth.json</c>.</summary>
    public static string PathFor(string folder) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + ".ground-truth.json";

    public static GroundTruth Of(
        SampleSpec spec, FlightPlan plan, IEnumerable<GroundMark> marks, IEnumerable<PlannedFile> files) =>
        new(
            1, spec.Seed, plan.Projection.Epsg, spec.Height,
            [.. marks.Select(m => MarkTruth.Of(m, plan.Projection))],
            [.. files.Select(f => PhotoTruth.Of(f, spec, plan.Camera))]);

    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path) => AtomicFile.WriteText(path, JsonSerializer.Serialize(this, Format) + "\n");

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="JsonException">The file is no ground truth.</exception>
    public static GroundTruth Read(string path) =>
        JsonSerializer.Deserialize<GroundTruth>(File.ReadAllText(path), Format)
        ?? throw new JsonException(path + " is empty");
}

/// <summary>A ground mark's place; the colour as #RRGGBB, the radius in metres.</summary>
internal sealed record MarkTruth(
    string Id, string Colour, double Latitude, double Longitude, double Easting, double Northing, double Radius)
{
    public static MarkTruth Of(GroundMark mark, UtmProjection projection)
    {
        var position = projection.Inverse(mark.Point);
        var (red, green, blue) = (mark.Colour & 0xFF, mark.Colour >> 8 & 0xFF, mark.Colour >> 16 & 0xFF);
        return new MarkTruth(
            mark.Id, $"#{red:X2}{green:X2}{blue:X2}", position.Latitude, position.Longitude,
            mark.Point.Easting, mark.Point.Northing, mark.Radius);
    }
}

/// <summary>
/// How a photo was really taken: yaw from true north; the damage that was done to its file, empty for none.
/// </summary>
internal sealed record PhotoTruth(
    string File, double Latitude, double Longitude, double Easting, double Northing, double Height,
    double Yaw, double Pitch, double GroundSampleDistance, IReadOnlyList<string> Damage)
{
    public static PhotoTruth Of(PlannedFile file, SampleSpec spec, Camera camera)
    {
        var exposure = file.Exposure;
        return new PhotoTruth(
            file.Name, exposure.Position.Latitude, exposure.Position.Longitude,
            exposure.Pose.Ground.Easting, exposure.Pose.Ground.Northing, spec.Height, exposure.Yaw, spec.GimbalPitch,
            Survey.GroundSampleDistance.Middle(spec.Height, spec.GimbalPitch, camera),
            [.. Enum.GetValues<SampleDamage>().Where(d => d != 0 && file.Damage.HasFlag(d)).Select(d => d.ToString())]);
    }
}
