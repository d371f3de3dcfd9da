using FluentValidation;
using OfoWatcher.Platform;

namespace OfoWatcher.Validation.Rules;

/// <summary>
/// An upload that broke off, or holds what the watcher does not follow, is not the survey that was flown.
/// </summary>
internal sealed class LeftoverRule : AbstractValidator<ProjectImagery>
{
    public LeftoverRule()
    {
        RuleFor(imagery => imagery.Partial).Must(partial => partial.Count == 0)
            .Finds(FindingCodes.PartialLeft, Severity.Error,
                (_, partial) => $"{Words.Count(partial.Count, "unfinished file")} of a copy "
                    + $"{(partial.Count == 1 ? "lies" : "lie")} in the folder, such as {partial.Example}: the upload broke off.",
                "Finish the copy, or delete the unfinished files if the photos are complete.",
                partial => partial.Example);
        RuleForEach(imagery => imagery.Inventory.Skipped.First).Must(_ => false)
            .Finds(FindingCodes.LinkSkipped, Severity.Error,
                (_, entry) => $"{entry.File} {entry.Why}: not followed.",
                "Copy the file itself into the folder, or delete the entry.", entry => entry.File);
        this.CountsBeyond(imagery => imagery.Inventory.Skipped, FindingCodes.LinkSkipped, Severity.Error,
            "entries that are not followed");
    }
}
