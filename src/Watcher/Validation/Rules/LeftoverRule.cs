using OfoWatcher.Platform;

namespace OfoWatcher.Validation.Rules;

/// <summary>
/// An upload that broke off, or holds what the watcher does not follow, is not the survey that was flown.
/// </summary>
internal sealed class LeftoverRule : FindingRule
{
    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        if (imagery.Partial is { Count: > 0 } partial)
        {
            yield return Found(
                FindingCodes.PartialLeft,
                $"{Words.Count(partial.Count, "unfinished file")} of a copy "
                    + $"{(partial.Count == 1 ? "lies" : "lie")} in the folder, such as {partial.Example}: the upload broke off.",
                "Finish the copy, or delete the unfinished files if the photos are complete.",
                partial.Example);
        }

        foreach (var (file, why) in imagery.Inventory.Skipped.First)
        {
            yield return Found(
                FindingCodes.LinkSkipped,
                $"{file} {why}: not followed.",
                "Copy the file itself into the folder, or delete the entry.",
                file);
        }

        if (imagery.Inventory.Skipped.Beyond is > 0 and var beyond)
        {
            yield return Found(
                FindingCodes.LinkSkipped,
                $"and {beyond} more entries that are not followed.",
                "Mend those that are listed, then look again.");
        }
    }
}
