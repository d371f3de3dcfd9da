namespace OfoWatcher.Validation.Rules;

/// <summary>A command that takes a configuration must be given one.</summary>
internal sealed class ConfigRule : FindingRule
{
    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        if (imagery.NeedsConfig && imagery.Config is null)
        {
            yield return Found(
                FindingCodes.ConfigMissing,
                "No configuration of automate-metashape was found for this project.",
                "Put metashape.yml into the project's folder, or config.yml beside the projects.");
        }
    }
}
