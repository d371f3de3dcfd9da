using FluentValidation;
using FluentValidation.Results;

namespace OfoWatcher.Validation.Rules;

/// <summary>Every photo must have arrived whole: one broken file ends a run hours later.</summary>
internal sealed class WholePhotoRule : AbstractValidator<ProjectImagery>
{
    private const string Remedy = "Copy it from the drone's card again, or delete it if it is broken there as well.";

    public WholePhotoRule()
    {
        // The code follows from what is wrong with each photo, which the look at it has told already.
        RuleForEach(imagery => imagery.Inventory.Faults.First).Custom((fault, context) =>
            context.AddFailure(new ValidationFailure(context.PropertyPath, fault.What)
            {
                ErrorCode = fault.Code,
                Severity = Severity.Error,
                CustomState = new FindingDetail(fault.File, $"{fault.File} {fault.What}.", Remedy),
            }));
        this.CountsBeyond(imagery => imagery.Inventory.Faults, FindingCodes.PhotosMore, Severity.Error,
            "photos that did not arrive whole");
    }
}
