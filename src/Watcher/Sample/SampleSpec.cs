using OfoWatcher.Survey;

namespace OfoWatcher.Sample;

/// <summary>
/// A survey to be generated. The same specification makes the same files, byte for byte, with the same version of the
/// program. Every value has a default, so that <c>new SampleSpec()</c> is a survey of 40 photos.
/// </summary>
internal sealed record SampleSpec
{
    /// <summary>
    /// Photos in the flight, 1 to 20,000; damage may add or take away some. The area becomes about square.
    /// </summary>
    public int Photos { get; init; } = 40;

    /// <summary>Parallel lines of the flight; 0 chooses them from <see cref="Photos"/>.</summary>
    public int Lines { get; init; }

    /// <summary>Above the ground in metres, 5 to 500.</summary>
    public double Height { get; init; } = 80;

    /// <summary>Overlap of neighbouring photos in a line, 0 to 0.95.</summary>
    public double ForwardOverlap { get; init; } = 0.75;

    /// <summary>Overlap of neighbouring lines, 0 to 0.95.</summary>
    public double SideOverlap { get; init; } = 0.65;

    public SampleCamera Camera { get; init; } = SampleCamera.Mavic3;

    /// <summary>Width of the pictures in pixels, 64 to 8,000.</summary>
    public int Width { get; init; } = 1200;

    /// <summary>
    /// The first photo's position, 80° south to 84° north. The default lies in the forests of the Sierra Nevada.
    /// </summary>
    public GeoPoint Start { get; init; } = new(38.9021, -120.0733);

    /// <summary>Altitude of the ground above sea level in metres, -400 to 8,000.</summary>
    public double GroundAltitude { get; init; } = 1912;

    /// <summary>
    /// Direction of the first line, degrees clockwise from true north, 0 to 360. The next line comes back.
    /// </summary>
    public double Heading { get; init; }

    /// <summary>Degrees above the horizon, -90 (straight down) to -30.</summary>
    public double GimbalPitch { get; init; } = -90;

    /// <summary>The terrain, the errors of positions and the padding follow from this.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>When the first photo was taken by the camera's clock; the others follow every two seconds.</summary>
    public DateTime StartsAt { get; init; } = new(2026, 6, 12, 10, 30, 0);

    /// <summary>Largest error of a position in the photos' metadata, in metres in each direction, 0 to 100.</summary>
    public double GpsNoise { get; init; }

    /// <summary>
    /// Files smaller than this are filled up to it, 0 to 100,000,000 bytes. 0 leaves them as they are.
    /// </summary>
    public int BytesPerPhoto { get; init; }

    public SampleDamage Damage { get; init; }

    /// <summary>What is wrong with the specification, one sentence for each fault; empty when it can be made.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        Check("photos", Photos, 1, 20_000);
        Check("lines", Lines, 0, Math.Max(Photos, 0));
        Check("height", Height, 5, 500);
        Check("forward-overlap", ForwardOverlap, 0, 0.95);
        Check("side-overlap", SideOverlap, 0, 0.95);
        Check("width", Width, 64, 8000);
        Check("latitude of start", Start.Latitude, -80, 84);
        Check("longitude of start", Start.Longitude, -180, 180);
        Check("ground-altitude", GroundAltitude, -400, 8000);
        Check("heading", Heading, 0, 360);
        Check("pitch", GimbalPitch, -90, -30);
        Check("gps-noise", GpsNoise, 0, 100);
        Check("bytes-per-photo", BytesPerPhoto, 0, 100_000_000);
        return faults;

        // Written so that a value that is not a number is a fault too.
        void Check(string name, double value, double least, double most)
        {
            if (!(value >= least && value <= most))
                faults.Add(FormattableString.Invariant($"{name} is {value}, but must be from {least} to {most}"));
        }
    }
}
