using FluentValidation;

namespace OfoWatcher.Validation;

/// <summary>What is known of each kind of finding, whatever project it is found in.</summary>
internal static class FindingCatalog
{
    private static readonly HashSet<string> Warnings =
    [
        FindingCodes.PhotoIgnored,
    ];

    /// <summary>The weight of a finding unless the settings give it another.</summary>
    public static Severity SeverityOf(string code) => Warnings.Contains(code) ? Severity.Warning : Severity.Error;
}
