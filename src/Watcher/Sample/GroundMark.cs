using OfoWatcher.Survey;

namespace OfoWatcher.Sample;

/// <summary>A disc on the ground whose place is known.</summary>
/// <param name="Id">Its name, which is also the name of its colour.</param>
/// <param name="Colour">As 0xBBGGRR; no other thing on the ground is near it.</param>
/// <param name="Point">Its middle.</param>
/// <param name="Radius">Metres; a white rim goes half as far again.</param>
internal sealed record GroundMark(string Id, uint Colour, GroundPoint Point, double Radius)
{
    // Of a pixel of the photos: large enough to be found in a picture drawn at half the resolution.
    private const double RadiusInPixels = 9;

    /// <summary>Five marks: one near the middle of the area and four towards its corners.</summary>
    public static IReadOnlyList<GroundMark> Lay(FlightPlan plan, SampleSpec spec)
    {
        var radius = RadiusInPixels * GroundSampleDistance.Nadir(spec.Height, plan.Camera);
        (string Id, uint Colour, double Along, double Across)[] places =
        [
            ("magenta", 0xFF00FF, 0.52, 0.47),
            ("red", 0x0000FF, 0.08, 0.11),
            ("blue", 0xFF2000, 0.91, 0.07),
            ("cyan", 0xFFFF00, 0.10, 0.93),
            ("yellow", 0x00FFFF, 0.93, 0.90),
        ];
        return [.. places.Select(p => new GroundMark(p.Id, p.Colour, plan.Within(p.Along, p.Across), radius))];
    }
}
