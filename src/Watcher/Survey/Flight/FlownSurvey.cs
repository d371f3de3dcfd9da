using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Survey.Flight;

/// <summary>
/// What was flown, measured from the photos alone: each one's place on the ground, and from those the survey's height,
/// detail, area, overlap, lines and gaps. What the photos do not tell is null or empty.
/// </summary>
internal sealed record FlownSurvey
{
    /// <summary>The survey of no photos.</summary>
    public static readonly FlownSurvey None = new();

    /// <summary>The grid that all distances are measured on: that of the zone of the photos' middle.</summary>
    public UtmProjection? Projection { get; init; }

    /// <summary>The middle of the photos of the site.</summary>
    public GeoPoint? Centre { get; init; }

    public SurveyKind Kind { get; init; }

    /// <summary>
    /// The photos of the site that have a position, in the order in which they were taken, one camera after the other;
    /// see <see cref="FlightOrder"/>.
    /// </summary>
    public IReadOnlyList<FlownPhoto> Photos { get; init; } = [];

    /// <summary>Photos whose position lies far from the site, or out of range.</summary>
    public IReadOnlyList<ExaminedPhoto> Astray { get; init; } = [];

    /// <summary>Heights above the ground in metres.</summary>
    public Spread? Height { get; init; }

    /// <summary>
    /// Ground sampling distances in the middle of the pictures, in metres; see
    /// <see cref="Survey.GroundSampleDistance.Middle"/>.
    /// </summary>
    public Spread? GroundSampleDistance { get; init; }

    /// <summary>Ground that at least one photo shows, in square metres; see <see cref="CoverageRaster"/>.</summary>
    public double? Area { get; init; }

    /// <summary>Overlap of neighbouring photos in a line; see <see cref="ForwardOverlaps"/>.</summary>
    public Overlap? ForwardOverlap { get; init; }

    /// <summary>Overlap of neighbouring lines; see <see cref="SideOverlaps"/>.</summary>
    public Overlap? SideOverlap { get; init; }

    public IReadOnlyList<FlightLine> Lines { get; init; } = [];

    /// <summary>
    /// Speed over ground in metres a second, the median of the lines: the way from a line's first photo to its last by
    /// the time between them, so that clocks that count whole seconds do not matter. Null without capture times.
    /// </summary>
    public double? Speed { get; init; }

    /// <summary>How many photos show each place; null when no footprint is known.</summary>
    public CoverageGrid? Coverage { get; init; }

    /// <summary>Places within the survey that too few photos show, the largest first.</summary>
    public IReadOnlyList<CoverageGap> Gaps { get; init; } = [];

    /// <summary>Measures a survey.</summary>
    /// <param name="photos">All that Metashape would load; those without metadata or position take no part.</param>
    /// <param name="siteGap">
    /// Photos further than this from all others, in metres, are of another site; the site is where most are.
    /// </param>
    public static FlownSurvey Of(IReadOnlyList<ExaminedPhoto> photos, double siteGap)
    {
        var site = Site.Of(photos, siteGap);
        if (site.Projection is not { } projection)
            return None with { Astray = site.Astray };

        var order = FlightOrder.Of(site.Photos);
        var lines = FlightLines.In(order);
        var flown = FootprintLayout.Of(order, lines);
        var coverage = CoverageRaster.Of(flown);
        if (coverage is not null)
            flown = [.. flown.Select(p => p with { Cover = coverage.CountBelow(p) })];
        return new FlownSurvey
        {
            Projection = projection,
            Centre = site.Centre,
            Kind = SurveyKinds.Of(order),
            Photos = flown,
            Astray = site.Astray,
            Height = Spread.Of(flown.Select(p => p.Height)),
            GroundSampleDistance = Spread.Of(flown.Select(p => p.GroundSampleDistance)),
            Area = coverage?.AreaSeen(projection.Forward(site.Centre).Scale),
            ForwardOverlap = Overlap.Of(ForwardOverlaps.In(flown, lines)),
            SideOverlap = Overlap.Of(SideOverlaps.In(flown, lines)),
            Lines = lines,
            Speed = FlightSpeed.Of(flown, lines),
            Coverage = coverage,
            Gaps = coverage is null ? [] : CoverageGaps.In(coverage, flown),
        };
    }
}
