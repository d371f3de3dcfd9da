using System.IO.Enumeration;
using OfoWatcher.Intake;

namespace OfoWatcher.Reconciling.Launching;

/// <summary>
/// How urgent a project is: what its pilot says beside the photos, else what the operator's settings say.
/// </summary>
internal static class Priorities
{
    /// <summary>A project's priority, from -100 to 100; 0 when nobody said anything about it.</summary>
    /// <param name="wish">What its <c>_PRIORITY</c> file asks for; null when there is none.</param>
    /// <param name="patterns">
    /// Priorities by patterns of names. Of several that match the longest counts, of equally long ones the first by its
    /// characters.
    /// </param>
    public static int Of(string project, PriorityWish? wish, IReadOnlyDictionary<string, int> patterns)
    {
        if (wish is { Fault: null })
            return wish.Value;
        return patterns.Count == 0
            ? 0
            : patterns.Where(pattern => FileSystemName.MatchesSimpleExpression(pattern.Key, project))
                .OrderByDescending(pattern => pattern.Key.Length).ThenBy(pattern => pattern.Key, StringComparer.Ordinal)
                .Select(pattern => pattern.Value).FirstOrDefault();
    }

    /// <summary>
    /// What the status of a waiting project says of it, with a semicolon at its end; empty when nothing.
    /// </summary>
    public static string Describe(int priority, PriorityWish? wish) =>
        (wish?.Fault is { } fault ? fault + "; " : "") + (priority != 0 ? $"priority {priority}; " : "");
}
