using FluentValidation;
using OfoWatcher.Metashape;
using OfoWatcher.Platform;

namespace OfoWatcher.Validation.Rules;

/// <summary>A survey needs a number of photos, under names that Metashape picks up.</summary>
internal sealed class PhotoCountRule : AbstractValidator<ProjectImagery>
{
    public PhotoCountRule()
    {
        RuleFor(imagery => imagery.Inventory.Photos)
            .Must((imagery, photos) => photos >= imagery.Options.MinImages)
            .Finds(FindingCodes.TooFewPhotos, Severity.Error,
                (imagery, photos) => $"Metashape would load {Words.Count(photos, "photo")}; a survey needs at least "
                    + $"{imagery.Options.MinImages}.",
                "Copy the missing photos into the folder.");
        RuleForEach(imagery => imagery.Inventory.Ignored.First).Must(_ => false)
            .Finds(FindingCodes.PhotoIgnored, Severity.Warning,
                (_, file) => $"{file} will be ignored: Metashape loads {PhotoSelection.Extensions} only.",
                "Rename it if it belongs to the survey.", file => file);
        this.CountsBeyond(imagery => imagery.Inventory.Ignored, FindingCodes.PhotoIgnored, Severity.Warning,
            "files that will be ignored");
    }
}
