using Microsoft.Extensions.Options;
using OfoWatcher.Intake;
using OfoWatcher.Platform;

namespace OfoWatcher.Dashboard.Security;

/// <summary>
/// Words for whoever asks over the network: where the share and the results lie on this machine is nobody's business,
/// so their places are called <c>&lt;share&gt;</c> and <c>&lt;output&gt;</c> there.
/// </summary>
internal sealed class PublicWords(OutputFolder output, IOptionsMonitor<IntakeOptions> intake)
{
    private Known? known;

    public string Of(string words)
    {
        var options = intake.CurrentValue;
        if (known is not { } current || !ReferenceEquals(current.Options, options))
            known = current = new Known(options, PlacesOf(options));
        foreach (var (path, name) in current.Places)
            words = Replace(words, path, name);
        return words;
    }

    // The output may lie within the share.
    private List<(string Path, string Name)> PlacesOf(IntakeOptions options) =>
    [
        .. options.InputRoots.Select(root => (Path: Folders.Normalize(root), Name: "<share>"))
            .Append((Path: output.Root, Name: "<output>"))
            .OrderByDescending(place => place.Path.Length),
    ];

    private static string Replace(string words, string path, string name)
    {
        for (var at = 0; (at = words.IndexOf(path, at, StringComparison.Ordinal)) >= 0; at += name.Length)
        {
            var end = at + path.Length;
            if (end < words.Length && (char.IsLetterOrDigit(words[end]) || words[end] is '-' or '_'))
                continue; // A longer name that only begins so.
            words = words[..at] + name + words[end..];
        }

        return words;
    }

    /// <summary>The places by the settings of now: each of thousands of projects has words.</summary>
    private sealed record Known(IntakeOptions Options, List<(string Path, string Name)> Places);
}
