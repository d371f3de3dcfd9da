using System.Globalization;

namespace OfoWatcher.Workflows.Argo;

/// <summary>
/// The number of Metashape licences that all runs share: the limit of the semaphore, which an operator may change while
/// runs go.
/// </summary>
internal static class LicenceLimit
{
    /// <summary>The ConfigMap of the semaphores' limits, see deploy/limits.yaml.</summary>
    public const string ConfigMap = "ofo-limits";

    /// <summary>Why nothing is launched while the limit is 0.</summary>
    public const string NoneWords = $"no Metashape licence may be used: {WaitWords.Licences} in the ConfigMap {ConfigMap} is 0";

    /// <summary>The limit; null where the text is none, as Argo would find as well.</summary>
    public static int? Parse(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
}
