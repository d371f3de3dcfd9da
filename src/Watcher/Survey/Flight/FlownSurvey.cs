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

    /// <summary>The photos of the site that have a position, in the order in which they were taken.</summary>
    public IReadOnlyList<FlownPhoto> Photos { get; init; } = [];

    /// <summary>Photos whose position lies far from the site, or out of range.</summary>
    public IReadOnlyList<ExaminedPhoto> Astray { get; init; } = [];

    /// <summary>Heights above the ground in metres.</summary>
    public Spread? Height { get; init; }

    /// <summary>Ground sampling distances in the middle of the pictures, in metres.</summary>
    public Spread? GroundSampleDistance { get; init; }

    /// <summary>Ground that at least one photo shows, in square metres.</summary>
    public double? Area { get; init; }

    /// <summary>Overlap of neighbouring photos in a line.</summary>
    public Overlap? ForwardOverlap { get; init; }

    /// <summary>Overlap of neighbouring lines.</summary>
    public Overlap? SideOverlap { get; init; }

    public IReadOnlyList<FlightLine> Lines { get; init; } = [];

    /// <summary>Speed over ground between photos of a line, in metres a second; the median.</summary>
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
    public static FlownSurvey Of(IReadOnlyList<ExaminedPhoto> photos, double siteGap) => None;
}

/// <summary>How the camera looked.</summary>
internal enum SurveyKind
{
    /// <summary>The photos do not tell.</summary>
    Unknown,

    /// <summary>Straight down.</summary>
    Nadir,

    /// <summary>Aslant.</summary>
    Oblique,

    /// <summary>Some straight down and some aslant.</summary>
    Mixed,
}

/// <summary>A photo that has its place.</summary>
/// <param name="Photo">The file.</param>
/// <param name="Position">Where the camera was.</param>
/// <param name="Height">Above the ground in metres; null when it is not known.</param>
/// <param name="Footprint">The ground that it shows; null when height or camera are not known.</param>
/// <param name="GroundSampleDistance">In the middle of the picture, in metres; null as above.</param>
/// <param name="Line">The place of its flight line in <see cref="FlownSurvey.Lines"/>; -1 on none.</param>
/// <param name="Cover">
/// How many photos, itself included, show the ground in the middle of its footprint; 0 without a footprint.
/// </param>
internal sealed record FlownPhoto(
    ExaminedPhoto Photo, UtmPosition Position, double? Height, Footprint? Footprint, double? GroundSampleDistance,
    int Line, int Cover);

/// <summary>A row of photos taken in about the same direction.</summary>
/// <param name="First">The place of its first photo in <see cref="FlownSurvey.Photos"/>.</param>
/// <param name="Count">How many photos follow one another in it.</param>
/// <param name="Bearing">Degrees clockwise from grid north, 0 to 360.</param>
internal sealed record FlightLine(int First, int Count, double Bearing);

/// <summary>How some number spreads over the photos.</summary>
internal sealed record Spread(double Median, double Least, double Most);

/// <summary>Overlap as a part of a footprint, 0 to 1.</summary>
/// <param name="Median">Half of the pairs overlap more.</param>
/// <param name="WorstTenth">A tenth of the pairs overlap less.</param>
internal sealed record Overlap(double Median, double WorstTenth);

/// <summary>How many photos show each cell of a grid over the site.</summary>
/// <param name="South">The lower left corner of the lower left cell.</param>
/// <param name="CellSize">Side of a cell in metres.</param>
/// <param name="Columns">Cells from west to east.</param>
/// <param name="Rows">Cells from south to north.</param>
/// <param name="Counts">Photos that show each cell's middle, row after row from the south; at most 65,535.</param>
internal sealed record CoverageGrid(
    GroundPoint South, double CellSize, int Columns, int Rows, IReadOnlyList<ushort> Counts);

/// <summary>A place within the survey that too few photos show.</summary>
/// <param name="Centre">Its middle.</param>
/// <param name="Area">In square metres.</param>
internal sealed record CoverageGap(GroundPoint Centre, double Area);
