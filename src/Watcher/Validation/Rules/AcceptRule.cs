using OfoWatcher.Intake;
using OfoWatcher.Platform;

namespace OfoWatcher.Validation.Rules;

/// <summary>What a pilot accepts must be understood, or he waits for a run that never comes.</summary>
internal sealed class AcceptRule : FindingRule
{
    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        if (imagery.Accept.Unknown is [var first, ..] unknown)
        {
            var meant = Spelling.Nearest(first, FindingCatalog.Codes);
            yield return Found(
                FindingCodes.AcceptUnknown,
                $"{FileNames.Accept} lists {string.Join(", ", unknown.Select(word => $"“{word}”"))}, "
                    + (unknown.Count == 1 ? "which is no code of a finding" : "which are no codes of findings")
                    + (meant is null ? "." : $"; did you mean {meant}?"),
                "Write the codes that stand in brackets behind the findings, one a line.",
                FileNames.Accept);
        }

        if (imagery.Accept.Refused is { Count: > 0 } refused)
        {
            yield return Found(
                FindingCodes.AcceptRefused,
                $"{FileNames.Accept} lists {string.Join(", ", refused)}, which cannot be accepted.",
                "Mend what is found, and take the line out.",
                FileNames.Accept);
        }
    }
}
