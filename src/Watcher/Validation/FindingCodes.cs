namespace OfoWatcher.Validation;

/// <summary>
/// The names of all kinds of findings. They stand in markers and reports, so they never change their meaning.
/// </summary>
internal static class FindingCodes
{
    /// <summary>The project's name breaks the naming rule.</summary>
    public const string Name = "name";

    /// <summary>Two input roots hold a project of this name.</summary>
    public const string NameTwice = "name-twice";

    /// <summary>A folder above the photos has a character in its name that makes Metashape find none of them.</summary>
    public const string PathWildcard = "path-wildcard";

    /// <summary><c>accept.txt</c> holds what is no code of a finding.</summary>
    public const string AcceptUnknown = "accept-unknown";

    /// <summary><c>accept.txt</c> lists a finding that nobody can accept.</summary>
    public const string AcceptRefused = "accept-refused";

    /// <summary>There are fewer photos than the least that makes a survey.</summary>
    public const string TooFewPhotos = "too-few-photos";

    /// <summary>There are more photos than one project can hold.</summary>
    public const string TooManyPhotos = "too-many-photos";

    /// <summary>Files that look like photos have an extension that Metashape passes over.</summary>
    public const string PhotoIgnored = "photo-ignored";

    /// <summary>A product of an earlier run, such as an orthomosaic, would be loaded as a photo.</summary>
    public const string StrayProduct = "stray-product";

    /// <summary>Pictures of ground control points would be loaded as photos of the survey.</summary>
    public const string PhotoInGcps = "photo-in-gcps";

    /// <summary>There are more or fewer files than the upload itself says.</summary>
    public const string CountMismatch = "count-mismatch";

    /// <summary>A manifest lists files that did not arrive.</summary>
    public const string ManifestMissing = "manifest-missing";

    /// <summary>Files differ from the checksum that a manifest lists.</summary>
    public const string ManifestMismatch = "manifest-mismatch";

    /// <summary>There are photos that no manifest lists.</summary>
    public const string ManifestUnlisted = "manifest-unlisted";

    /// <summary>A manifest, or a part of it, makes no sense.</summary>
    public const string ManifestUnreadable = "manifest-unreadable";

    /// <summary>A photo holds no bytes at all.</summary>
    public const string PhotoEmpty = "photo-empty";

    /// <summary>A photo does not begin like a file of its kind.</summary>
    public const string PhotoNoStart = "photo-no-start";

    /// <summary>A JPEG has no frame header, so it holds no picture.</summary>
    public const string PhotoNoFrame = "photo-no-frame";

    /// <summary>A JPEG does not end: it was cut off.</summary>
    public const string PhotoCutOff = "photo-cut-off";

    /// <summary>A part of a photo consists of zeros.</summary>
    public const string PhotoZeroed = "photo-zeroed";

    /// <summary>A photo cannot be read.</summary>
    public const string PhotoUnreadable = "photo-unreadable";

    /// <summary>More photos did not arrive whole than are listed one by one.</summary>
    public const string PhotosMore = "photos-more";

    /// <summary>Photos have no EXIF: a program that sent or edited them dropped it.</summary>
    public const string ExifMissing = "exif-missing";

    /// <summary>Photos have fewer pixels than the camera took.</summary>
    public const string PhotoShrunk = "photo-shrunk";

    /// <summary>Photos were saved by a program for pictures or messages.</summary>
    public const string PhotoEdited = "photo-edited";

    /// <summary>Photos are as small as previews.</summary>
    public const string PhotoSmall = "photo-small";

    /// <summary>Photos of one camera differ in their size in pixels.</summary>
    public const string ResolutionOdd = "resolution-odd";

    /// <summary>Photos ask to be turned when shown, which upsets Metashape.</summary>
    public const string PhotoTurned = "photo-turned";

    /// <summary>Files hold the very same photo.</summary>
    public const string DuplicateContent = "duplicate-content";

    /// <summary>Photos agree in position, time and size.</summary>
    public const string DuplicatePhoto = "duplicate-photo";

    /// <summary>No photo tells where it was taken.</summary>
    public const string GpsMissingAll = "gps-missing-all";

    /// <summary>Some photos do not tell where they were taken.</summary>
    public const string GpsMissing = "gps-missing";

    /// <summary>Photos were taken without a satellite fix and say 0°, 0°.</summary>
    public const string GpsZero = "gps-zero";

    /// <summary>Latitude and longitude of photos are swapped.</summary>
    public const string GpsSwapped = "gps-swapped";

    /// <summary>Photos tell a position that is none.</summary>
    public const string GpsImpossible = "gps-impossible";

    /// <summary>Photos were taken far from all others: they are of another site.</summary>
    public const string PositionAstray = "position-astray";

    /// <summary>Many photos were taken far from the others: there are several sites.</summary>
    public const string SeveralSites = "several-sites";

    /// <summary>All photos were taken at one place.</summary>
    public const string PositionSame = "position-same";

    /// <summary>Many photos were taken one after another at one place.</summary>
    public const string Hovering = "hovering";

    /// <summary>GPS time stamps hold a fraction of a second, at which Metashape stumbles.</summary>
    public const string GpsTimeFraction = "gps-time-fraction";

    /// <summary>Photos do not tell when they were taken.</summary>
    public const string TimeMissing = "time-missing";

    /// <summary>Photos were taken later than now by the camera's clock.</summary>
    public const string TimeFuture = "time-future";

    /// <summary>Photos were taken before there were such cameras: the clock was not set.</summary>
    public const string TimeOld = "time-old";

    /// <summary>Photos of several kinds of cameras lie in one project.</summary>
    public const string SeveralCameras = "several-cameras";

    /// <summary>Photos of several cameras of one kind lie in one project.</summary>
    public const string SeveralSerials = "several-serials";

    /// <summary>Photos of several days lie in one project.</summary>
    public const string SeveralDates = "several-dates";

    /// <summary>Numbers are missing where photos were taken: a copy lost them.</summary>
    public const string SequenceLost = "sequence-lost";

    /// <summary>Numbers are missing, and nothing shows that photos were taken there.</summary>
    public const string SequenceSkipped = "sequence-skipped";

    /// <summary>The flight paused, with no number missing.</summary>
    public const string FlightBrokenOff = "flight-broken-off";

    /// <summary>The altitude does not tell how high the camera was.</summary>
    public const string AltitudeGround = "altitude-ground";

    /// <summary>The altitude jumps from one photo to the next.</summary>
    public const string AltitudeJump = "altitude-jump";

    /// <summary>Photos were taken on the ground, or while taking off or landing.</summary>
    public const string GroundShot = "ground-shot";

    /// <summary>The heights of the photos differ much.</summary>
    public const string HeightSpread = "height-spread";

    /// <summary>Neighbouring photos overlap so little that they cannot be tied to each other.</summary>
    public const string OverlapFatal = "overlap-fatal";

    /// <summary>Neighbouring photos overlap less than is recommended.</summary>
    public const string OverlapLow = "overlap-low";

    /// <summary>In parts of the survey neighbouring photos hardly overlap.</summary>
    public const string OverlapUneven = "overlap-uneven";

    /// <summary>There are places within the survey that too few photos show.</summary>
    public const string CoverageGap = "coverage-gap";

    /// <summary>A copying program left unfinished files behind.</summary>
    public const string PartialLeft = "partial-left";

    /// <summary>A link or special file is passed over by the watcher, though Metashape would follow it.</summary>
    public const string LinkSkipped = "link-skipped";

    /// <summary>No configuration was found for the project, so the built-in default is used.</summary>
    public const string ConfigMissing = "config-missing";

    /// <summary>A file looks like the project's configuration and has a name under which none is read.</summary>
    public const string ConfigMisnamed = "config-misnamed";

    /// <summary>The configuration is no YAML file of sensible size, made of sections and keys. Cannot be
    /// accepted.</summary>
    public const string ConfigUnreadable = "config-unreadable";

    /// <summary>The configuration holds what would run as code. Cannot be accepted or switched off.</summary>
    public const string ConfigUnsafe = "config-unsafe";

    /// <summary>The configuration is of the flat format of 2025, which no longer runs. Cannot be accepted.</summary>
    public const string ConfigOldFormat = "config-old-format";

    /// <summary>A key stands twice in one section.</summary>
    public const string ConfigDuplicateKey = "config-duplicate-key";

    /// <summary>A key or section is none that automate-metashape reads; perhaps it is misspelt.</summary>
    public const string ConfigUnknownKey = "config-unknown-key";

    /// <summary>Keys are not given and have their default.</summary>
    public const string ConfigMissingKeys = "config-missing-keys";

    /// <summary>A value is of another type than its key takes.</summary>
    public const string ConfigType = "config-type";

    /// <summary>A value is none of those, or outside of the range, that its key takes.</summary>
    public const string ConfigValue = "config-value";

    /// <summary>Two settings do not go together, which would be noticed hours into the run.</summary>
    public const string ConfigConflict = "config-conflict";

    /// <summary>A value counts for nothing, because the watcher gives its own.</summary>
    public const string ConfigReplaced = "config-replaced";

    /// <summary>The coordinate system does not suit the site, or none is known.</summary>
    public const string ConfigCrs = "config-crs";

    /// <summary>Whether the coordinate system suits the site cannot be checked.</summary>
    public const string ConfigCrsUnchecked = "config-crs-unchecked";

    /// <summary>A step asks for resources that no pod can have or do with.</summary>
    public const string ConfigResources = "config-resources";

    /// <summary>A step asks for more than OFO's usual node has.</summary>
    public const string ConfigResourcesLarge = "config-resources-large";

    /// <summary>Secondary photos are not where the configuration says.</summary>
    public const string ConfigSecondary = "config-secondary";

    /// <summary>Files of ground control points are missing or make no sense.</summary>
    public const string ConfigControlPoints = "config-control-points";

    /// <summary>Some ground control points will not be used.</summary>
    public const string ConfigControlPointsUnused = "config-control-points-unused";

    /// <summary>The calibration of the reflectance panel is not there.</summary>
    public const string ConfigPanel = "config-panel";

    /// <summary>The results will surely not fit on the output volume.</summary>
    public const string OutputSpace = "output-space";

    /// <summary>The results may not fit on the output volume.</summary>
    public const string OutputSpaceTight = "output-space-tight";

    /// <summary>No step asks for as much memory as a survey of this size takes.</summary>
    public const string MemoryShort = "memory-short";

    /// <summary>The run will take longer than a day.</summary>
    public const string LongRun = "long-run";

    /// <summary>A check could not be run, so nobody knows whether it would have passed.</summary>
    public const string CheckFailed = "check-failed";
}
