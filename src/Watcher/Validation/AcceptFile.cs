using System.Buffers;
using OfoWatcher.Intake;

namespace OfoWatcher.Validation;

/// <summary>
/// <c>accept.txt</c> in a project's folder: codes of findings that stop nothing there, one a line. What follows the
/// first word of a line, and a line that begins with #, is for people.
/// </summary>
/// <param name="Codes">The codes that can be accepted.</param>
/// <param name="Refused">Codes that nobody can accept.</param>
/// <param name="Unknown">The first words that are no codes.</param>
internal sealed record AcceptFile(
    IReadOnlySet<string> Codes, IReadOnlyList<string> Refused, IReadOnlyList<string> Unknown)
{
    public static readonly AcceptFile None = new(new HashSet<string>(), [], []);

    private const int MostBytes = 64 * 1024;
    private const int LongestWord = 64;

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t,;:#\0");

    /// <exception cref="IOException">The share failed.</exception>
    public static AcceptFile Read(string folder) =>
        SmallTextFile.Read(folder, FileNames.Accept, MostBytes) is { } file ? Of(file.Lines) : None;

    /// <summary>Understands the lines, whatever they hold.</summary>
    public static AcceptFile Of(IEnumerable<string> lines)
    {
        var codes = new HashSet<string>();
        var (refused, unknown) = (new List<string>(), new List<string>());
        foreach (var word in lines.Select(FirstWord).Where(word => word.Length > 0).Distinct())
        {
            switch (FindingCatalog.Find(word))
            {
                case { IsAcceptable: true }:
                    codes.Add(word);
                    break;
                case { }:
                    refused.Add(word);
                    break;
                default:
                    unknown.Add(word.Length > LongestWord ? word[..LongestWord] + "…" : word);
                    break;
            }
        }

        return new AcceptFile(codes, refused, [.. unknown.Take(CappedList<string>.Most)]);
    }

    private static string FirstWord(string line)
    {
        var text = line.Trim();
        var end = text.AsSpan().IndexOfAny(Ends);
        return (end < 0 ? text : text[..end]).ToLowerInvariant();
    }
}
