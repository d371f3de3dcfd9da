using FluentValidation;

namespace OfoWatcher.Validation;

/// <summary>What is known of one kind of finding.</summary>
/// <param name="Severity">Its weight unless the settings give it another.</param>
/// <param name="IsFixed">The settings cannot give it another.</param>
/// <param name="IsAcceptable">A project may accept it by its <c>accept.txt</c>.</param>
internal sealed record FindingKind(Severity Severity, bool IsFixed, bool IsAcceptable)
{
    /// <summary>Stops a run whatever anybody wants: what would be run is not known, or is a danger.</summary>
    public static readonly FindingKind Fixed = new(Severity.Error, IsFixed: true, IsAcceptable: false);

    /// <summary>Stops a run that is certain to fail: the settings may say otherwise, a pilot may not.</summary>
    public static readonly FindingKind Fatal = new(Severity.Error, IsFixed: false, IsAcceptable: false);

    /// <summary>Stops a run until somebody mends or accepts it.</summary>
    public static readonly FindingKind Error = new(Severity.Error, IsFixed: false, IsAcceptable: true);

    /// <summary>Is shown and stops nothing.</summary>
    public static readonly FindingKind Warning = new(Severity.Warning, IsFixed: false, IsAcceptable: true);

    /// <summary>Is shown quietly.</summary>
    public static readonly FindingKind Info = new(Severity.Info, IsFixed: false, IsAcceptable: true);
}

/// <summary>The weight that the settings give a kind of finding.</summary>
internal enum FindingWeight
{
    /// <summary>It stops the project.</summary>
    Error,

    /// <summary>It is shown and stops nothing.</summary>
    Warning,

    /// <summary>It is shown quietly.</summary>
    Info,

    /// <summary>It is not looked for, or not told.</summary>
    Off,
}
