using System.Globalization;
using OfoWatcher.Platform;

namespace OfoWatcher.Notifications.Bodies;

/// <summary>An event in words for a chat, still as plain text.</summary>
internal static class EventWords
{
    // A chat shows a few lines; the page and the marker have the rest.
    private const int MostLetters = 1000;

    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    /// <summary>"oak is COMPLETED", and as of when that is where it comes late: it may be true no more.</summary>
    public static string Title(ProjectEvent what, DateTimeOffset now) => OneLine(
        what.IsTest ? "This is a test"
        : now - what.At <= Late
        ? $"{what.Project} is {StateOf(what.Kind)}"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{what.Project} is {StateOf(what.Kind)} as of {what.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC"));

    /// <summary>What happened.</summary>
    public static string Text(ProjectEvent what) => what.Since is { } since
        ? OneLine($"for {Words.Time(what.At - since)}: {what.Message}")
        : OneLine(what.Message);

    /// <summary>What is worth a line of its own, each with its name.</summary>
    public static IReadOnlyList<(string Name, string Value)> Facts(ProjectEvent what)
    {
        var facts = new List<(string, string)>();
        if (what.Run is { } run)
            facts.Add(("Run", what.Attempt is > 1 and var attempt ? $"{run}, attempt {attempt}" : run));
        if (what.FailedStep is { } step)
            facts.Add(("Step", step));
        if (what.Photos is { } photos)
            facts.Add(("Photos", Words.Count(photos, "photo")));
        if (what.Errors is { } errors)
            facts.Add(("Findings", Words.Count(errors, "error")));
        return facts;
    }

    // The names of the markers, which people know.
    private static string StateOf(ProjectEventKind kind) =>
        kind == ProjectEventKind.Stuck ? "stuck" : kind.ToString().ToUpperInvariant();

    // Names from the share and messages of programs: no line break, no control character, no end.
    private static string OneLine(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= MostLetters ? line : line[..(MostLetters - 1)] + "…";
    }
}
