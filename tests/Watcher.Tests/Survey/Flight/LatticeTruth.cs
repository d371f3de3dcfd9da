using OfoWatcher.Sample;

namespace OfoWatcher.Tests.Survey.Flight;

/// <summary>
/// What a sample survey that looks straight down really shows, by its plan: footprints are rectangles along the
/// flight's heading, so that all can be computed on two axes.
/// </summary>
internal sealed class LatticeTruth
{
    private readonly List<(double Along, double Across)> middles;
    private readonly double length, width;

    public LatticeTruth(SampleSpec spec)
    {
        var plan = new FlightPlan(spec);
        var pixel = spec.Height / plan.Camera.FocalLength;
        (length, width) = (pixel * plan.Camera.Height, pixel * plan.Camera.Width);
        middles = [.. plan.Exposures.Select(e => (e.Along * plan.Step, e.Line * plan.Spacing))];
    }

    public double FootprintArea => length * width;

    /// <summary>The exact area of the union, by strips between all edges.</summary>
    public double Area
    {
        get
        {
            var edges = middles.SelectMany(m => (double[])[m.Along - length / 2, m.Along + length / 2])
                .Distinct().Order().ToList();
            return edges.Zip(edges.Skip(1), (from, to) => (to - from) * WidthAt((from + to) / 2)).Sum();
        }
    }

    /// <summary>How many photos show the middle of the photo with this index.</summary>
    public int Cover(int photo) => middles.Count(m =>
        Math.Abs(m.Along - middles[photo].Along) < length / 2
        && Math.Abs(m.Across - middles[photo].Across) < width / 2);

    private double WidthAt(double along)
    {
        var (covered, end) = (0.0, double.NegativeInfinity);
        foreach (var across in middles.Where(m => Math.Abs(m.Along - along) < length / 2).Select(m => m.Across).Order())
        {
            covered += across + width / 2 - Math.Max(across - width / 2, end);
            end = across + width / 2;
        }

        return covered;
    }
}
