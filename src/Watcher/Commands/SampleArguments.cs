using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using OfoWatcher.Sample;
using OfoWatcher.Survey;

namespace OfoWatcher.Commands;

/// <summary>
/// What can be said to <c>sample</c> on the command line; the defaults are those of <see cref="SampleSpec"/>.
/// </summary>
internal sealed class SampleArguments
{
    private static readonly SampleSpec Default = new();

    private static readonly Dictionary<string, SampleDamage> Damages = new()
    {
        ["cut-off"] = SampleDamage.CutOff,
        ["zero-tail"] = SampleDamage.ZeroTail,
        ["zero-bytes"] = SampleDamage.ZeroBytes,
        ["no-gps"] = SampleDamage.NoGps,
        ["mixed-cameras"] = SampleDamage.MixedCameras,
        ["two-dates"] = SampleDamage.TwoDates,
        ["duplicates"] = SampleDamage.Duplicates,
        ["gap"] = SampleDamage.Gap,
    };

    private readonly Option<int> photos = Make("--photos", "N", Default.Photos, "Number of photos");
    private readonly Option<int> lines = Make(
        "--lines", "N", Default.Lines, "Flight lines; 0 makes the area about square");
    private readonly Option<double> height = Make("--height", "M", Default.Height, "Height above the ground in metres");
    private readonly Option<double> forwardOverlap =
        Make("--forward-overlap", "PART", Default.ForwardOverlap, "Overlap of the photos in a line, 0 to 0.95");

    private readonly Option<double> sideOverlap =
        Make("--side-overlap", "PART", Default.SideOverlap, "Overlap of neighbouring lines, 0 to 0.95");

    private readonly Option<string> camera = Make("--camera", null, Default.Camera.Name, "Camera");
    private readonly Option<int> width = Make("--width", "PX", Default.Width, "Width of the photos in pixels");
    private readonly Option<GeoPoint> start = new("--start")
    {
        Description = "Latitude and longitude of the first photo in degrees",
        HelpName = "LAT,LON",
        CustomParser = ParsePosition,
        DefaultValueFactory = _ => Default.Start,
    };

    private readonly Option<double> groundAltitude =
        Make("--ground-altitude", "M", Default.GroundAltitude, "Altitude of the ground above sea level in metres");

    private readonly Option<double> heading =
        Make("--heading", "DEGREES", Default.Heading, "Direction of the first line, clockwise from north");

    private readonly Option<double> pitch =
        Make("--pitch", "DEGREES", Default.GimbalPitch, "Pitch of the camera, -90 (straight down) to -30");

    private readonly Option<DateTime?> startsAt = new("--starts-at")
    {
        Description = $"When the first photo is taken, by the camera's clock [default: {Default.StartsAt:s}]",
        HelpName = "TIME",
    };

    private readonly Option<double> gpsNoise =
        Make("--gps-noise", "M", Default.GpsNoise, "Largest error of the written positions in metres");

    private readonly Option<int> seed = Make("--seed", "N", Default.Seed, "The same seed makes the same files");
    private readonly Option<int> bytesPerPhoto =
        Make("--bytes-per-photo", "N", Default.BytesPerPhoto, "Fill every file up to this size; 0 leaves it as it is");

    private readonly Option<string[]> damage = new("--damage")
    {
        Description = "What shall be wrong with the survey; may be given several times",
        DefaultValueFactory = _ => [],
    };

    public Argument<string> Folder { get; } = new("DIR")
    {
        Description = "Folder for the photos: made when it is absent, and must be empty",
    };

    public void AddTo(Command command)
    {
        camera.AcceptOnlyFromAmong([.. SampleCamera.All.Select(c => c.Name)]);
        damage.AcceptOnlyFromAmong([.. Damages.Keys]);
        command.Add(Folder);
        Option[] options =
        [
            photos, lines, height, forwardOverlap, sideOverlap, camera, width, start, groundAltitude, heading, pitch,
            startsAt, gpsNoise, seed, bytesPerPhoto, damage,
        ];
        Array.ForEach(options, command.Add);
    }

    public SampleSpec SpecOf(CommandResult result) => new()
    {
        Photos = result.GetValue(photos),
        Lines = result.GetValue(lines),
        Height = result.GetValue(height),
        ForwardOverlap = result.GetValue(forwardOverlap),
        SideOverlap = result.GetValue(sideOverlap),
        Camera = SampleCamera.All.First(c => c.Name == result.GetValue(camera)),
        Width = result.GetValue(width),
        Start = result.GetValue(start),
        GroundAltitude = result.GetValue(groundAltitude),
        Heading = result.GetValue(heading),
        GimbalPitch = result.GetValue(pitch),
        StartsAt = result.GetValue(startsAt) ?? Default.StartsAt,
        GpsNoise = result.GetValue(gpsNoise),
        Seed = result.GetValue(seed),
        BytesPerPhoto = result.GetValue(bytesPerPhoto),
        Damage = result.GetValue(damage)!.Aggregate(SampleDamage.None, (all, name) => all | Damages[name]),
    };

    private static Option<T> Make<T>(string name, string? placeholder, T value, string description) => new(name)
    {
        Description = description,
        HelpName = placeholder,
        DefaultValueFactory = _ => value,
    };

    private static GeoPoint ParsePosition(ArgumentResult result)
    {
        var parts = result.Tokens.Count == 1 ? result.Tokens[0].Value.Split(',') : [];
        if (parts.Length == 2
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude))
            return new GeoPoint(latitude, longitude);
        result.AddError("--start takes two numbers with a comma between them, such as 38.9021,-120.0733");
        return default;
    }
}
