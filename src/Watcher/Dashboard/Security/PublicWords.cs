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
    public string Of(string words)
    {
        var places = intake.CurrentValue.InputRoots.Select(root => (Path: Folders.Normalize(root), Name: "<share>"))
            .Append((Path: output.Root, Name: "<output>"));
        // The output may lie within the share.
        foreach (var (path, name) in places.OrderByDescending(place => place.Path.Length))
            words = Replace(words, path, name);
        return words;
    }

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
}
