using OfoWatcher.Survey;

namespace OfoWatcher.Sample;

/// <summary>Writes generated surveys: what the project is tested, tried and loaded with.</summary>
internal static class SampleSurvey
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Writes the photos of a survey into a folder and its truth beside it, see <see cref="GroundTruth"/>. Photos are
    /// drawn on all processors and appear in no particular order.
    /// </summary>
    /// <param name="folder">Made when it is absent; must hold no file.</param>
    /// <param name="photosWritten">Hears how many files have been written so far.</param>
    /// <returns>The number of files written.</returns>
    /// <exception cref="ArgumentException">
    /// The specification has faults, see <see cref="SampleSpec.Faults"/>.
    /// </exception>
    /// <exception cref="IOException">The folder is not empty or cannot be written.</exception>
    public static async Task<int> WriteAsync(
        SampleSpec spec, string folder, IProgress<int>? photosWritten, CancellationToken cancellationToken)
    {
        if (spec.Faults() is { Count: > 0 } faults)
            throw new ArgumentException(string.Join("; ", faults), nameof(spec));
        Directory.CreateDirectory(folder);
        if (Directory.EnumerateFileSystemEntries(folder).Any())
            throw new IOException($"{folder} is not empty: a sample is written into a folder of its own");

        var plan = new FlightPlan(spec);
        var marks = GroundMark.Lay(plan, spec);
        var terrain = new Terrain(spec.Seed, plan.Within(0.5, 0.5), marks);
        var files = PlannedFile.Of(spec, plan);
        GroundTruth.Of(spec, plan, marks, files).Write(GroundTruth.PathFor(folder));

        var written = 0;
        await Parallel.ForEachAsync(files, cancellationToken, async (file, token) =>
        {
            await WriteFileAsync(Path.Combine(folder, file.Name), Photograph(file, spec, terrain), token);
            photosWritten?.Report(Interlocked.Increment(ref written));
        });
        return files.Count;
    }

    private static byte[] Photograph(PlannedFile file, SampleSpec spec, Terrain terrain)
    {
        if (file.Damage.HasFlag(SampleDamage.ZeroBytes))
            return [];

        var camera = CameraOf(file, spec);
        var mapping = new GroundMapping(file.Exposure.Pose, camera.Geometry(spec.Width));
        var random = new RepeatableRandom(((long)spec.Seed << 32) + file.Exposure.Number);
        var tags = Describe(file, spec, camera, mapping.Camera, random);
        var content = JpegAssembly.Assemble(
            PhotoRenderer.Photograph(terrain, mapping),
            ExifWriter.Write(tags),
            XmpPacket.Write(tags),
            spec.BytesPerPhoto,
            random);
        if (file.Damage.HasFlag(SampleDamage.ZeroTail))
            content.AsSpan(content.Length / 2).Clear();
        return file.Damage.HasFlag(SampleDamage.CutOff) ? content[..(content.Length * 3 / 5)] : content;
    }

    private static SampleCamera CameraOf(PlannedFile file, SampleSpec spec) =>
        file.Damage.HasFlag(SampleDamage.MixedCameras) ? SampleCamera.All.First(c => c != spec.Camera) : spec.Camera;

    private static PhotoTags Describe(
        PlannedFile file, SampleSpec spec, SampleCamera camera, Camera geometry, RepeatableRandom random)
    {
        var exposure = file.Exposure;
        var time = spec.StartsAt + (exposure.Number - 1) * Interval;
        return new PhotoTags
        {
            Camera = camera,
            Width = geometry.Width,
            Height = geometry.Height,
            CapturedAt = file.Damage.HasFlag(SampleDamage.TwoDates) ? time.AddDays(1) : time,
            Position = file.Damage.HasFlag(SampleDamage.NoGps)
                ? null
                : Displace(exposure.Position, spec.GpsNoise, random),
            AbsoluteAltitude = spec.GroundAltitude + spec.Height,
            RelativeAltitude = spec.Height,
            Yaw = exposure.Yaw,
            Pitch = spec.GimbalPitch,
            HasRtkFix = spec.GpsNoise == 0,
        };
    }

    private static GeoPoint Displace(GeoPoint position, double metres, RepeatableRandom random)
    {
        var (east, north) = (metres * (2 * random.NextDouble() - 1), metres * (2 * random.NextDouble() - 1));
        var projection = UtmProjection.For(position);
        var point = projection.Forward(position).Point;
        return metres == 0
            ? position
            : projection.Inverse(new GroundPoint(point.Easting + east, point.Northing + north));
    }

    // Straight to its name, and not flushed: the sample stands for a camera's card or an upload, which do neither.
    private static async Task WriteFileAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(
            path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0, useAsync: false);
        await stream.WriteAsync(content, cancellationToken);
    }
}
