using OfoWatcher.Survey;

namespace OfoWatcher.Sample;

/// <summary>What a photo of the sample says about itself.</summary>
internal sealed record PhotoTags
{
    public required SampleCamera Camera { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required DateTime CapturedAt { get; init; }

    /// <summary>Null leaves out everything that tells the position.</summary>
    public required GeoPoint? Position { get; init; }

    /// <summary>Metres above sea level.</summary>
    public required double AbsoluteAltitude { get; init; }

    /// <summary>Metres above the take-off point.</summary>
    public required double RelativeAltitude { get; init; }

    public required double Yaw { get; init; }

    public required double Pitch { get; init; }

    /// <summary>Whether the position is good to centimetres.</summary>
    public required bool HasRtkFix { get; init; }
}
