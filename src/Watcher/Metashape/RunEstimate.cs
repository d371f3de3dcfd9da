using OfoWatcher.Metashape.Configuration;

namespace OfoWatcher.Metashape;

/// <summary>What the photos amount to, as far as an estimate rests on it.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Bytes">Size of all files.</param>
/// <param name="Pixels">Of all pictures; null when it is not known.</param>
/// <param name="Area">Ground that they show in square metres; null when it is not known.</param>
/// <param name="GroundSampleDistance">In metres; null when it is not known.</param>
internal sealed record PhotoAmount(int Count, long Bytes, double? Pixels, double? Area, double? GroundSampleDistance);

/// <summary>What a run will take, roughly.</summary>
/// <remarks>
/// Time and memory go through what OFO measured over its own surveys with the default configuration: 1,100 photos
/// took 3.1 to 3.4 hours and 16 GB at most, 3,000 took 8 to 9 hours and 32 to 36 GB, 13,000 took 30 hours and 42 GB.
/// Between those the curve is a power of the number of photos (a straight line on logarithmic paper), and beyond them
/// that of the nearest two. Nothing is made of other settings, other pictures or other machines, since nobody has
/// measured them.
/// </remarks>
/// <param name="Time">From the first step to the last, without waiting.</param>
/// <param name="MemoryBytes">What the greediest step needs.</param>
/// <param name="DiskBytes">Products and the Metashape project together; good to a factor of <see
/// cref="DiskDoubt"/>.</param>
internal sealed record RunEstimate(TimeSpan Time, double MemoryBytes, double DiskBytes)
{
    /// <summary>By how much the true need of space may lie above or below the estimate.</summary>
    public const double DiskDoubt = 3;

    // The middle of each range that was measured.
    private static readonly (double Photos, double Hours)[] Times = [(1100, 3.25), (3000, 8.5), (13_000, 30)];
    private static readonly (double Photos, double Gigabytes)[] Memories = [(1100, 16), (3000, 34), (13_000, 42)];

    // A JPEG of 20 megapixels has 8.6 MB.
    private const double PixelsPerByte = 2.3;

    // How many photos show a place, where nothing was measured: an overlap of three quarters along and across makes 16,
    // and surveys of forests overlap more.
    private const double UsualCover = 20;

    // Forty thousand key points of a photo with their descriptors.
    private const double KeyPointBytes = 3e6;

    // A float, about half of it after compression.
    private const double DepthBytes = 2;

    // Leaves, branches and ground above one another.
    private const double PointsPerCell = 2;

    // Position, colour, normal and class in the project; then the same packed.
    private const double PointBytes = 20, PackedPointBytes = 8;

    // Three corners of a triangle and half a vertex.
    private const double FaceBytes = 30;

    // Four channels of a byte, or one float; overviews add a third.
    private const double RasterBytes = 4, Overviews = 4.0 / 3;

    /// <param name="photos">What is to be processed.</param>
    /// <param name="config">What is to be made of it.</param>
    public static RunEstimate Of(PhotoAmount photos, ConfigValues config) => new(
        TimeSpan.FromHours(Math.Min(Through(Times, photos.Count), 100_000)),
        Through(Memories, photos.Count) * 1e9,
        Disk(photos, config));

    /// <summary>The curve through measured points at a number of photos; 0 at none.</summary>
    private static double Through((double Photos, double Value)[] points, double photos)
    {
        if (photos <= 0)
            return 0;
        var upper = Math.Clamp(Array.FindIndex(points, point => point.Photos >= photos), 1, points.Length - 1);
        if (photos > points[^1].Photos)
            upper = points.Length - 1;
        var (one, other) = (points[upper - 1], points[upper]);
        var power = Math.Log(other.Value / one.Value) / Math.Log(other.Photos / one.Photos);
        return one.Value * Math.Pow(photos / one.Photos, power);
    }

    /// <summary>
    /// The sum of what each step leaves: key points a photo, depths a pixel of the coarsened photos, points and
    /// elevations a cell of the ground as coarse as those, colours a cell as fine as the photos.
    /// </summary>
    private static double Disk(PhotoAmount photos, ConfigValues config)
    {
        var pixels = photos.Pixels ?? photos.Bytes * PixelsPerByte;
        var fine = photos is { Area: { } area, GroundSampleDistance: > 0 and var cell }
            ? area / (cell * cell)
            : pixels / UsualCover;
        var downscale = Math.Clamp(config.NumberOf("build_depth_maps", "downscale") ?? 4, 1, 16);
        var coarse = fine / (downscale * downscale);
        var points = coarse * PointsPerCell;
        var total = 0.0;
        if (config.IsOn("match_photos") && config.IsOn("match_photos", "keep_keypoints"))
            total += photos.Count * KeyPointBytes;
        if (config.IsOn("build_depth_maps"))
            total += pixels / (downscale * downscale) * DepthBytes;
        if (config.IsOn("build_point_cloud"))
            total += points * (PointBytes + (config.IsOn("build_point_cloud", "export") ? PackedPointBytes : 0));
        if (config.IsOn("build_mesh"))
            total += Faces(points, config) * FaceBytes * Copies(config, "build_mesh");
        total += config.DemSurfaces.Count * coarse * RasterBytes * Overviews * Copies(config, "build_dem");
        if (config.OrthomosaicSurfaces is { Count: > 0 and var orthomosaics })
        {
            // Each is removed from the project once it is exported, or stays there.
            var kept = config.IsOn("build_orthomosaic", "remove_after_export") ? 1 : orthomosaics;
            var exported = config.IsOn("build_orthomosaic", "export") ? orthomosaics : 0;
            total += (kept + exported) * fine * RasterBytes * Overviews;
        }

        return total;
    }

    private static double Faces(double points, ConfigValues config) => config.TextOf("build_mesh", "face_count") switch
    {
        "Metashape.CustomFaceCount" => config.NumberOf("build_mesh", "face_count_custom") ?? 0,
        "Metashape.HighFaceCount" => points / 5,
        "Metashape.LowFaceCount" => points / 45,
        _ => points / 15,
    };

    private static int Copies(ConfigValues config, string section) => config.IsOn(section, "export") ? 2 : 1;
}
