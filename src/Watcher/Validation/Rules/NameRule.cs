using OfoWatcher.Intake;

namespace OfoWatcher.Validation.Rules;

/// <summary>
/// The project's name must pass through Metashape, Argo and file systems, and belong to one folder only.
/// </summary>
internal sealed class NameRule : FindingRule
{
    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        if (!ProjectName.IsValid(imagery.Project))
        {
            yield return Found(
                FindingCodes.Name,
                $"The folder's name “{imagery.Project}” is not allowed: {ProjectName.Rule}.",
                "Rename the folder.");
        }

        if (imagery.Folders.Count != 1)
        {
            yield return Found(
                FindingCodes.NameTwice,
                $"Several folders have this name: {string.Join(" and ", imagery.Folders)}.",
                "Rename all but one of them.");
        }
    }
}
