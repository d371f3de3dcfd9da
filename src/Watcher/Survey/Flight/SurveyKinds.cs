namespace OfoWatcher.Survey.Flight;

/// <summary>Tells a survey's kind from its photos' pitches.</summary>
internal static class SurveyKinds
{
    /// <summary>
    /// The largest angle in degrees off straight down at which a photo still counts as nadir. Practice flies nadir
    /// surveys within 10 degrees and oblique ones from 18 degrees on.
    /// </summary>
    public const double LargestNadirTilt = 15;

    // A few photos that were taken otherwise, such as a look at the take-off point, do not make a survey a mixed one.
    private const double LeastShare = 0.1;

    /// <summary>Whether a camera of this pitch looks straight down.</summary>
    /// <param name="pitch">Degrees above the horizon; -90 straight down.</param>
    public static bool IsNadir(double pitch) => Math.Abs(pitch + 90) <= LargestNadirTilt;

    /// <summary>
    /// The kind of survey that these photos make: mixed when a tenth or more is of either kind, unknown when no photo
    /// tells its pitch.
    /// </summary>
    public static SurveyKind Of(IEnumerable<SitePhoto> photos)
    {
        var (told, nadir) = (0, 0);
        foreach (var photo in photos)
        {
            if (photo.Metadata.GimbalPitch is not { } pitch)
                continue;
            told++;
            nadir += IsNadir(pitch) ? 1 : 0;
        }

        return told == 0 ? SurveyKind.Unknown
            : told - nadir < LeastShare * told ? SurveyKind.Nadir
            : nadir < LeastShare * told ? SurveyKind.Oblique
            : SurveyKind.Mixed;
    }
}
