using System.Text.RegularExpressions;

namespace OfoWatcher.Metashape.Configuration;

/// <summary>
/// automate-metashape hands texts that contain <c>Metashape</c> to Python's <c>eval</c>, wherever they stand. What is
/// let through is a dotted name within the module Metashape and nothing else: no call, no operator, no other name.
/// </summary>
internal static partial class EvaluatedText
{
    private const string Trigger = "Metashape";

    // A key that contains one of these keeps its scalar from being evaluated, though never the items of its list.
    private static readonly string[] Exempting = ["path", "project", "name"];

    /// <summary>Whether a text is a plain name such as <c>Metashape.ModerateFiltering</c>.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    /// <summary>All values of a mapping, at any depth, that would run as something other than a plain name.</summary>
    public static IEnumerable<ConfigProblem> FindUnsafe(YamlValue.Map map) =>
        map.Entries.SelectMany(entry => FindUnsafe(entry.Key, entry.Value));

    private static IEnumerable<ConfigProblem> FindUnsafe(string key, YamlValue value) => value switch
    {
        YamlValue.Map map => FindUnsafe(map),
        YamlValue.Items items => items.Values.SelectMany(item => FindUnsafe("", item)),
        YamlValue.Text text => FindUnsafe(key, text.Value, text),
        YamlValue.Odd odd => FindUnsafe(key, odd.Written, odd), // Written as a text, so it would be evaluated as one.
        _ => [],
    };

    private static IEnumerable<ConfigProblem> FindUnsafe(string key, string text, YamlValue value) =>
        WouldRun(key, text) && !IsName(text) ? [Unsafe(value)] : [];

    private static bool WouldRun(string key, string text) =>
        text.Contains(Trigger, StringComparison.Ordinal)
        && !Exempting.Any(part => key.Contains(part, StringComparison.Ordinal));

    private static ConfigProblem Unsafe(YamlValue value) => new(
        ConfigProblemKind.Unsafe, value.Line,
        $"{value.Describe()} would be run as Python code on the machine that processes the project",
        "Write a plain name such as “Metashape.ModerateFiltering”. This cannot be accepted or switched off.");

    [GeneratedRegex(@"^Metashape(\.[A-Za-z_][A-Za-z0-9_]*)+\z")]
    private static partial Regex Name();
}
