using OfoWatcher.Survey;

namespace OfoWatcher.Sample;

/// <summary>One exposure of a planned flight.</summary>
/// <param name="Number">From 1, in the order of the flight.</param>
/// <param name="Line">The line that it belongs to, from 0.</param>
/// <param name="Along">Its place within the line, from 0, counted in the direction of the first line.</param>
/// <param name="Position">Where the camera is.</param>
/// <param name="Yaw">Degrees clockwise from true north, above -180 to 180 as a drone writes it.</param>
/// <param name="Pose">The same on the grid.</param>
internal sealed record Exposure(int Number, int Line, int Along, GeoPoint Position, double Yaw, CameraPose Pose);

/// <summary>
/// A lawn-mower pattern: parallel lines to the right of the first one, flown to and fro, as far apart as the footprint
/// of a camera looking straight down and the overlaps demand.
/// </summary>
internal sealed class FlightPlan
{
    private readonly SampleSpec spec;
    private readonly GroundPoint start;
    private readonly double gridHeading;

    public FlightPlan(SampleSpec spec)
    {
        this.spec = spec;
        Camera = spec.Camera.Geometry(spec.Width);
        Projection = UtmProjection.For(spec.Start);
        var origin = Projection.Forward(spec.Start);
        (start, gridHeading) = (origin.Point, spec.Heading - origin.Convergence);
        var pixel = GroundSampleDistance.Nadir(spec.Height * origin.Scale, Camera);
        Step = pixel * Camera.Height * (1 - spec.ForwardOverlap);
        Spacing = pixel * Camera.Width * (1 - spec.SideOverlap);
        Lines = spec.Lines > 0
            ? spec.Lines
            : Math.Clamp((int)Math.Round(Math.Sqrt(spec.Photos * Step / Spacing)), 1, spec.Photos);
        PerLine = (spec.Photos + Lines - 1) / Lines;
        Exposures = [.. Enumerable.Range(0, spec.Photos).Select(Expose)];
    }

    public Camera Camera { get; }

    public UtmProjection Projection { get; }

    /// <summary>Metres between photos of a line.</summary>
    public double Step { get; }

    /// <summary>Metres between lines.</summary>
    public double Spacing { get; }

    public int Lines { get; }

    /// <summary>Photos in each line; the last one may have fewer.</summary>
    public int PerLine { get; }

    public IReadOnlyList<Exposure> Exposures { get; }

    /// <summary>A point of the area, by parts of its extent along the first line and across to the last one.</summary>
    public GroundPoint Within(double along, double across) =>
        At(along * (PerLine - 1) * Step, across * (Lines - 1) * Spacing);

    private GroundPoint At(double along, double across)
    {
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(gridHeading));
        return new GroundPoint(start.Easting + along * sin + across * cos, start.Northing + along * cos - across * sin);
    }

    private Exposure Expose(int index)
    {
        var line = index / PerLine;
        var along = line % 2 == 0 ? index % PerLine : PerLine - 1 - index % PerLine;
        var position = Projection.Inverse(At(along * Step, line * Spacing));
        var utm = Projection.Forward(position);
        var gridYaw = gridHeading + (line % 2 == 0 ? 0 : 180);
        // Rounded as it will stand in the file, and only then brought to the grid, so that the picture agrees with it.
        var yaw = Math.Round(Math.IEEERemainder(gridYaw + utm.Convergence, 360), 2);
        return new Exposure(
            index + 1, line, along, position, yaw, CameraPose.At(utm, spec.Height, yaw, spec.GimbalPitch, 0));
    }
}
