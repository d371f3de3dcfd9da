using OfoWatcher.Platform;
using OfoWatcher.Validation.Manifests;

namespace OfoWatcher.Validation.Rules;

/// <summary>Where the upload says what it holds, by a manifest or a number, that must have arrived.</summary>
internal sealed class ExpectationRule : FindingRule
{
    private const string Again = "Copy them again from where the manifest was made.";

    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        var check = imagery.Manifests;
        foreach (var count in check.Counts.Where(count => !count.Agrees))
        {
            yield return Found(
                FindingCodes.CountMismatch,
                $"{count.Source} says {Show(count.Files, count.Bytes, count)}, but "
                    + $"{Show(count.FoundFiles, count.Bytes is null ? null : count.FoundBytes, count)} "
                    + $"{(count.FoundFiles == 1 ? "is" : "are")} here.",
                "Copy what is missing, or mend the number.",
                count.Source);
        }

        var names = string.Join(", ", check.Names);
        if (check.Missing.Count > 0)
        {
            yield return Of(
                FindingCodes.ManifestMissing, check.Missing, "is", "are", $"listed in {names} and missing.", Again);
        }

        if (check.Different.Count > 0)
        {
            yield return Of(
                FindingCodes.ManifestMismatch, check.Different, "differs", "differ", $"from the checksum in {names}.",
                Again);
        }

        if (check.Unlisted.Count > 0)
        {
            yield return Of(
                FindingCodes.ManifestUnlisted, check.Unlisted, "is", "are", $"not listed in {names}.",
                "Take out what does not belong here, or make the manifest anew.");
        }

        if (check.Faults.Count > 0)
        {
            var more = check.Faults.Count - 1;
            yield return Found(
                FindingCodes.ManifestUnreadable,
                check.Faults.First.First() + (more == 0 ? "." : $"; so it goes on {Words.Count(more, "time")} more."),
                "Make the manifest anew.",
                names);
        }
    }

    private static Finding Of(
        string code, CappedList<string> files, string one, string many, string rest, string remedy) => Found(
        code, $"{About(files.Count, files.First.First(), one, many, "file")} {rest}", remedy, files.First);

    private static string Show(long files, long? bytes, ExpectedCount count) =>
        Words.Count(files, count.Noun) + (bytes is { } size ? $" of together {Words.Count(size, "byte")}" : "");
}
