using System.Globalization;
using System.IO.Hashing;
using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using FluentValidation.Results;
using OfoWatcher.Platform;

namespace OfoWatcher.Validation;

/// <summary>What makes an upload worth a run.</summary>
internal sealed record ValidationOptions
{
    public const string Section = "Validation";

    /// <summary>Changes with any of the settings.</summary>
    [JsonIgnore]
    public string Fingerprint =>
        XxHash3.HashToUInt64(JsonSerializer.SerializeToUtf8Bytes(this, ValidationOptionsJson.Default.ValidationOptions))
            .ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The least number of photos that Metashape would load.</summary>
    public int MinImages { get; init; } = 15;

    /// <summary>Photos further than this from all others, in metres, are of another site.</summary>
    public int SiteGap { get; init; } = 1000;

    /// <summary>
    /// Photos with fewer pixels than this are previews. Thermal cameras make 640 × 512, which is 327,680.
    /// </summary>
    public int MinPixels { get; init; } = 300_000;

    /// <summary>
    /// The least forward overlap of a survey that looks straight down, in percent, median; Metashape's manual
    /// recommends 80.
    /// </summary>
    public int MinForwardOverlap { get; init; } = 70;

    /// <summary>
    /// The least side overlap of a survey that looks straight down, in percent, median; Metashape's manual recommends
    /// 60.
    /// </summary>
    public int MinSideOverlap { get; init; } = 50;

    /// <summary>The same as MinForwardOverlap for surveys that look aslant, whose footprints are larger.</summary>
    public int MinObliqueForwardOverlap { get; init; } = 60;

    /// <summary>The same as MinSideOverlap for surveys that look aslant, whose footprints are larger.</summary>
    public int MinObliqueSideOverlap { get; init; } = 40;

    /// <summary>
    /// Below this forward overlap, in percent, a survey is not run: less than 50 leaves ground in one photo of a line
    /// only.
    /// </summary>
    public int FatalForwardOverlap { get; init; } = 40;

    /// <summary>Below this side overlap, in percent, a survey is not run: its lines hang together nowhere.</summary>
    public int FatalSideOverlap { get; init; } = 20;

    /// <summary>How much of the survey's area, in percent, may lie in gaps of coverage.</summary>
    public int MaxGapArea { get; init; } = 1;

    /// <summary>How many photos one after another at one place make hovering.</summary>
    public int HoverPhotos { get; init; } = 10;

    /// <summary>How many metres the altitude may change from one photo to the next.</summary>
    public int MaxAltitudeJump { get; init; } = 30;

    /// <summary>How far the highest photo may be above the lowest, in percent of the median height.</summary>
    public int MaxHeightSpread { get; init; } = 60;

    /// <summary>A pause longer than this makes another mission of what follows.</summary>
    public TimeSpan MissionGap { get; init; } = TimeSpan.FromHours(6);

    /// <summary>
    /// Weights of findings other than their own, by code: Error, Warning, Info or Off. Codes and their own weights are
    /// listed in docs/findings.md.
    /// </summary>
    public IReadOnlyDictionary<string, FindingWeight> Severities { get; init; } =
        new Dictionary<string, FindingWeight>();

    /// <summary>Whether the settings switch a kind of finding off.</summary>
    public bool IsOff(string code) => Severities.TryGetValue(code, out var weight) && weight == FindingWeight.Off;
}

internal sealed class ValidationOptionsValidator : AbstractValidator<ValidationOptions>
{
    public ValidationOptionsValidator()
    {
        RuleFor(o => o.MinImages).Within(1, 1_000_000);
        RuleFor(o => o.SiteGap).Within(10, 1_000_000);
        RuleFor(o => o.MinPixels).Within(0, 1_000_000_000);
        RuleFor(o => o.MinForwardOverlap).Within(0, 99);
        RuleFor(o => o.MinSideOverlap).Within(0, 99);
        RuleFor(o => o.MinObliqueForwardOverlap).Within(0, 99);
        RuleFor(o => o.MinObliqueSideOverlap).Within(0, 99);
        RuleFor(o => o.FatalForwardOverlap).Within(0, 99);
        RuleFor(o => o.FatalSideOverlap).Within(0, 99);
        RuleFor(o => o.MaxGapArea).Within(0, 100);
        RuleFor(o => o.HoverPhotos).Within(2, 100_000);
        RuleFor(o => o.MaxAltitudeJump).Within(1, 10_000);
        RuleFor(o => o.MaxHeightSpread).Within(1, 10_000);
        RuleFor(o => o.MissionGap).Within(TimeSpan.FromMinutes(1), TimeSpan.FromDays(3650));
        RuleFor(o => o.Severities).Custom((weights, context) =>
        {
            foreach (var (code, weight) in weights)
            {
                if (Refuse(code) is { } reason)
                {
                    context.AddFailure(
                        new ValidationFailure($"{nameof(ValidationOptions.Severities)}:{code}", reason, weight));
                }
            }
        });
    }

    private static string? Refuse(string code) => FindingCatalog.Find(code) switch
    {
        null => "must be named by the code of a finding" + (Spelling.Nearest(code, FindingCatalog.Codes) is { } near
            ? $"; did you mean {near}?"
            : $": {string.Join(", ", FindingCatalog.Codes.Order(StringComparer.Ordinal))}"),
        { IsFixed: true } => "must not be set: this finding is always an Error",
        _ => null,
    };
}

[JsonSerializable(typeof(ValidationOptions))]
internal sealed partial class ValidationOptionsJson : JsonSerializerContext;
