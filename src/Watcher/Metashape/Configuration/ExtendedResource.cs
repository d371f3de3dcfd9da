using System.Text.RegularExpressions;

namespace OfoWatcher.Metashape.Configuration;

/// <summary>
/// Names of what a cluster's nodes have besides cores and memory, such as <c>nvidia.com/mig-1g.5gb</c>: an own domain and
/// a name in it, as Kubernetes checks them (IsExtendedResourceName, IsQualifiedName).
/// </summary>
internal static partial class ExtendedResource
{
    // 253, less the prefix "requests." by which a quota names it.
    private const int LongestDomain = 244;

    private const int LongestName = 63;

    public static bool IsName(string text) =>
        text.Length <= LongestDomain + 1 + LongestName
        && Form().Match(text) is { Success: true } match
        && match.Groups["name"].Length <= LongestName
        && match.Groups["domain"].Value is var domain
        && domain.Length <= LongestDomain
        && !$"{domain}/".Contains("kubernetes.io/", StringComparison.Ordinal)
        && !domain.StartsWith("requests.", StringComparison.Ordinal);

    [GeneratedRegex(
        @"\A(?<domain>[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)"
        + @"/(?<name>[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
