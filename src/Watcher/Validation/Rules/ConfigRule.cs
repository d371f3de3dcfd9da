using FluentValidation;

namespace OfoWatcher.Validation.Rules;

/// <summary>A command that takes a configuration must be given one.</summary>
internal sealed class ConfigRule : AbstractValidator<ProjectImagery>
{
    public ConfigRule() =>
        RuleFor(imagery => imagery.Config).NotNull().When(imagery => imagery.NeedsConfig)
            .Finds(FindingCodes.ConfigMissing, Severity.Error,
                (_, _) => "No configuration of automate-metashape was found for this project.",
                "Put metashape.yml into the project's folder, or config.yml beside the projects.");
}
