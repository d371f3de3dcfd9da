using FluentValidation;

namespace OfoWatcher.Validation;

/// <summary>What is known of each kind of finding, whatever project it is found in.</summary>
internal static class FindingCatalog
{
    private static readonly HashSet<string> Warnings =
    [
        FindingCodes.PhotoIgnored,
        FindingCodes.ConfigUnknownKey,
        FindingCodes.ConfigReplaced,
        FindingCodes.ConfigResourcesLarge,
        FindingCodes.ConfigControlPointsUnused,
        FindingCodes.OutputSpaceTight,
        FindingCodes.MemoryShort,
    ];

    private static readonly HashSet<string> Remarks =
    [
        FindingCodes.ConfigMissing,
        FindingCodes.ConfigMissingKeys,
        FindingCodes.ConfigCrsUnchecked,
        FindingCodes.LongRun,
    ];

    // With these there is no configuration that a run could be given, or must be.
    private static readonly HashSet<string> Binding =
        [FindingCodes.ConfigUnsafe, FindingCodes.ConfigUnreadable, FindingCodes.ConfigOldFormat];

    /// <summary>The weight of a finding unless the settings give it another.</summary>
    public static Severity SeverityOf(string code) =>
        Warnings.Contains(code) ? Severity.Warning : Remarks.Contains(code) ? Severity.Info : Severity.Error;

    /// <summary>Whether neither the settings nor the project can take its weight from a finding.</summary>
    public static bool IsBinding(string code) => Binding.Contains(code);
}
