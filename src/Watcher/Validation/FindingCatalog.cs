using FluentValidation;

namespace OfoWatcher.Validation;

/// <summary>What is known of each kind of finding, whatever project it is found in.</summary>
internal static class FindingCatalog
{
    private static readonly Dictionary<string, FindingKind> Kinds = new()
    {
        // Which project, and whether it was looked at.
        [FindingCodes.Name] = FindingKind.Fixed,
        [FindingCodes.NameTwice] = FindingKind.Fixed,
        [FindingCodes.CheckFailed] = FindingKind.Fixed,
        [FindingCodes.PathWildcard] = FindingKind.Fatal,
        [FindingCodes.AcceptUnknown] = FindingKind.Warning,
        [FindingCodes.AcceptRefused] = FindingKind.Warning,

        // Which files would be loaded.
        [FindingCodes.TooFewPhotos] = FindingKind.Error,
        [FindingCodes.TooManyPhotos] = FindingKind.Fixed,
        [FindingCodes.PhotoIgnored] = FindingKind.Warning,
        [FindingCodes.StrayProduct] = FindingKind.Error,
        [FindingCodes.PhotoInGcps] = FindingKind.Warning,
        [FindingCodes.PartialLeft] = FindingKind.Error,
        [FindingCodes.LinkSkipped] = FindingKind.Error,

        // Whether all arrived, and whole.
        [FindingCodes.CountMismatch] = FindingKind.Error,
        [FindingCodes.ManifestMissing] = FindingKind.Error,
        [FindingCodes.ManifestMismatch] = FindingKind.Error,
        [FindingCodes.ManifestUnlisted] = FindingKind.Warning,
        [FindingCodes.ManifestUnreadable] = FindingKind.Warning,
        [FindingCodes.PhotoEmpty] = FindingKind.Fatal,
        [FindingCodes.PhotoNoStart] = FindingKind.Fatal,
        [FindingCodes.PhotoNoFrame] = FindingKind.Fatal,
        [FindingCodes.PhotoUnreadable] = FindingKind.Fatal,
        [FindingCodes.PhotoCutOff] = FindingKind.Error,
        [FindingCodes.PhotoZeroed] = FindingKind.Error,
        [FindingCodes.PhotosMore] = FindingKind.Error,

        // What became of the photos on their way here.
        [FindingCodes.ExifMissing] = FindingKind.Warning,
        [FindingCodes.PhotoShrunk] = FindingKind.Warning,
        [FindingCodes.PhotoEdited] = FindingKind.Warning,
        [FindingCodes.PhotoSmall] = FindingKind.Warning,
        [FindingCodes.ResolutionOdd] = FindingKind.Warning,
        [FindingCodes.PhotoTurned] = FindingKind.Warning,
        [FindingCodes.DuplicateContent] = FindingKind.Warning,
        [FindingCodes.DuplicatePhoto] = FindingKind.Warning,

        // Where. One wrong position pulls the whole survey askew when it is fitted to the positions, and stretches its
        // products as far as there.
        [FindingCodes.GpsMissingAll] = FindingKind.Error,
        [FindingCodes.GpsMissing] = FindingKind.Warning,
        [FindingCodes.GpsZero] = FindingKind.Error,
        [FindingCodes.GpsSwapped] = FindingKind.Error,
        [FindingCodes.GpsImpossible] = FindingKind.Error,
        [FindingCodes.PositionAstray] = FindingKind.Error,
        [FindingCodes.SeveralSites] = FindingKind.Warning,
        [FindingCodes.PositionSame] = FindingKind.Error,
        [FindingCodes.Hovering] = FindingKind.Warning,

        // When, and by which camera.
        [FindingCodes.GpsTimeFraction] = FindingKind.Warning,
        [FindingCodes.TimeMissing] = FindingKind.Warning,
        [FindingCodes.TimeFuture] = FindingKind.Warning,
        [FindingCodes.TimeOld] = FindingKind.Warning,
        [FindingCodes.SeveralCameras] = FindingKind.Warning,
        [FindingCodes.SeveralSerials] = FindingKind.Warning,
        [FindingCodes.SeveralDates] = FindingKind.Warning,
        [FindingCodes.SequenceLost] = FindingKind.Warning,
        [FindingCodes.SequenceSkipped] = FindingKind.Info,
        [FindingCodes.FlightBrokenOff] = FindingKind.Info,

        // How high, and how densely.
        [FindingCodes.AltitudeGround] = FindingKind.Warning,
        [FindingCodes.AltitudeJump] = FindingKind.Warning,
        [FindingCodes.GroundShot] = FindingKind.Warning,
        [FindingCodes.HeightSpread] = FindingKind.Info,
        [FindingCodes.OverlapFatal] = FindingKind.Error,
        [FindingCodes.OverlapLow] = FindingKind.Warning,
        [FindingCodes.OverlapUneven] = FindingKind.Warning,
        [FindingCodes.CoverageGap] = FindingKind.Warning,

        // What it is to be processed with.
        [FindingCodes.ConfigMissing] = FindingKind.Info,
        [FindingCodes.ConfigMisnamed] = FindingKind.Warning,
        [FindingCodes.ConfigUnreadable] = FindingKind.Fixed,
        [FindingCodes.ConfigUnsafe] = FindingKind.Fixed,
        [FindingCodes.ConfigOldFormat] = FindingKind.Fixed,
        [FindingCodes.ConfigDuplicateKey] = FindingKind.Error,
        [FindingCodes.ConfigUnknownKey] = FindingKind.Warning,
        [FindingCodes.ConfigMissingKeys] = FindingKind.Info,
        [FindingCodes.ConfigType] = FindingKind.Error,
        [FindingCodes.ConfigValue] = FindingKind.Error,
        [FindingCodes.ConfigConflict] = FindingKind.Error,
        [FindingCodes.ConfigReplaced] = FindingKind.Warning,
        [FindingCodes.ConfigCrs] = FindingKind.Error,
        [FindingCodes.ConfigCrsUnchecked] = FindingKind.Warning,
        [FindingCodes.ConfigResources] = FindingKind.Error,
        [FindingCodes.ConfigResourcesLarge] = FindingKind.Warning,
        [FindingCodes.ConfigSecondary] = FindingKind.Error,
        [FindingCodes.ConfigControlPoints] = FindingKind.Error,
        [FindingCodes.ConfigControlPointsUnused] = FindingKind.Warning,
        [FindingCodes.ConfigPanel] = FindingKind.Error,

        // Whether there is enough of everything.
        [FindingCodes.OutputSpace] = FindingKind.Error,
        [FindingCodes.OutputSpaceTight] = FindingKind.Warning,
        [FindingCodes.MemoryShort] = FindingKind.Warning,
        [FindingCodes.LongRun] = FindingKind.Info,
    };

    /// <summary>All codes that there are.</summary>
    public static IReadOnlyCollection<string> Codes => Kinds.Keys;

    /// <summary>What is known of a code; null when there is no such finding.</summary>
    public static FindingKind? Find(string code) => Kinds.GetValueOrDefault(code);

    /// <summary>
    /// Whether what it is about lies outside of the project's folder and what is known of the share, so that it may be
    /// mended without anything that is watched having changed.
    /// </summary>
    public static bool IsOfSurroundings(string code) =>
        code is FindingCodes.OutputSpace or FindingCodes.ConfigSecondary or FindingCodes.PhotoUnreadable;

    /// <summary>The weight of a finding unless the settings give it another.</summary>
    public static Severity SeverityOf(string code) => Kinds[code].Severity;
}
