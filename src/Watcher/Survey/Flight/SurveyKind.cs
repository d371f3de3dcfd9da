namespace OfoWatcher.Survey.Flight;

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
