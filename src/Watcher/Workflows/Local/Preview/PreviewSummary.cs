using System.Text.Json;
using System.Text.Json.Serialization;
using OfoWatcher.Platform;

namespace OfoWatcher.Workflows.Local.Preview;

/// <summary>What became of a folder's photos.</summary>
internal sealed record PreviewSummary
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public int SchemaVersion { get; init; } = 1;

    public required int PhotosFound { get; init; }

    public required int PhotosUsed { get; init; }

    public required int WithoutPosition { get; init; }

    public required int Unreadable { get; init; }

    /// <summary>Left out for any other reason.</summary>
    public required int OtherwiseLeftOut { get; init; }

    /// <summary>Used photos by the source of their height above the ground, see <see cref="HeightSource"/>.</summary>
    public required IReadOnlyDictionary<HeightSource, int> Heights { get; init; }

    /// <summary>Used photos that tell no heading, and were taken for looking north.</summary>
    public required int HeadingAssumed { get; init; }

    /// <summary>Used photos that tell no pitch, and were taken for looking straight down.</summary>
    public required int PitchAssumed { get; init; }

    /// <summary>Metres of ground that one pixel of the picture covers.</summary>
    public required double GroundResolution { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required int Epsg { get; init; }

    /// <summary>West, south, east and north edge in metres of the grid.</summary>
    public required IReadOnlyList<double> Bounds { get; init; }

    /// <summary>Every photo that is not in the picture.</summary>
    public required IReadOnlyList<LeftOut> LeftOut { get; init; }

    public static PreviewSummary Of(
        IReadOnlyCollection<PlacedPhoto> used,
        IReadOnlyList<LeftOut> leftOut,
        PhotoLayout layout,
        MapFrame frame) => new()
        {
            PhotosFound = used.Count + leftOut.Count,
            PhotosUsed = used.Count,
            WithoutPosition = leftOut.Count(p => p.Reason == LeftOutReason.NoPosition),
            Unreadable = leftOut.Count(p => p.Reason == LeftOutReason.Unreadable),
            OtherwiseLeftOut = leftOut.Count(
                p => p.Reason is not (LeftOutReason.NoPosition or LeftOutReason.Unreadable)),
            Heights = used.CountBy(p => p.HeightSource).ToDictionary(),
            HeadingAssumed = used.Count(p => p.IsHeadingAssumed),
            PitchAssumed = used.Count(p => p.Photo.GimbalPitch is null),
            GroundResolution = frame.Resolution,
            Width = frame.Width,
            Height = frame.Height,
            Epsg = layout.Projection.Epsg,
            Bounds = [frame.West, frame.South, frame.East, frame.North],
            LeftOut = leftOut,
        };

    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path) => AtomicFile.WriteText(path, JsonSerializer.Serialize(this, Format) + "\n");

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="JsonException">The file is no summary.</exception>
    public static PreviewSummary Read(string path) =>
        JsonSerializer.Deserialize<PreviewSummary>(File.ReadAllText(path), Format)
        ?? throw new JsonException(path + " is empty");
}
