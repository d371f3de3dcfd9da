using FluentValidation;
using OfoWatcher.Intake;

namespace OfoWatcher.Validation.Rules;

/// <summary>
/// The project's name must pass through Metashape, Argo and file systems, and belong to one folder only.
/// </summary>
internal sealed class NameRule : AbstractValidator<ProjectImagery>
{
    public NameRule()
    {
        RuleFor(imagery => imagery.Project).Must(ProjectName.IsValid)
            .Finds(FindingCodes.Name, Severity.Error,
                (_, name) => $"The folder's name “{name}” is not allowed: {ProjectName.Rule}.",
                "Rename the folder.");
        RuleFor(imagery => imagery.Folders).Must(folders => folders.Count == 1)
            .Finds(FindingCodes.NameTwice, Severity.Error,
                (_, folders) => $"Several folders have this name: {string.Join(" and ", folders)}.",
                "Rename all but one of them.");
    }
}
