using OfoWatcher.Metashape.Configuration;

namespace OfoWatcher.Validation.Rules;

/// <summary>A configuration that would fail hours into a run, or do something else than was meant, is told at
/// once.</summary>
internal sealed class ConfigRule : FindingRule
{
    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        if (imagery.Configuration is not { } configuration)
            yield break;
        if (configuration.IsBuiltIn)
        {
            yield return Found(
                FindingCodes.ConfigMissing,
                "No configuration of automate-metashape was found for this project: the built-in default is used.",
                "If it is not to be that one, put metashape.yml into the project's folder, or config.yml beside the projects.");
        }

        if (imagery.Misnamed is { } misnamed)
        {
            yield return Found(
                FindingCodes.ConfigMisnamed,
                $"{misnamed.Name} looks like this project's configuration and is not read, since its name is not "
                    + $"{misnamed.Right}.",
                $"Rename it to {misnamed.Right}, or delete it.",
                misnamed.IsOwn ? [misnamed.Name] : []);
        }

        foreach (var problem in configuration.Problems)
            yield return Told(imagery, CodeOf(problem.Kind), problem.Line, problem.Message, problem.Remedy);
    }

    /// <summary>A finding that names the configuration's file and the line.</summary>
    internal static Finding Told(ProjectImagery imagery, string code, int line, string message, string remedy)
    {
        var name = imagery.Configuration!.Name;
        var place = line > 0 ? $"{name} line {line}" : name;
        var isOwn = imagery.Config is { } config && Path.GetDirectoryName(config) == imagery.Folders[0];
        // A file's name is written as it is; words begin a sentence.
        if (place.StartsWith("the ", StringComparison.Ordinal))
            place = "T" + place[1..];
        return Found(code, $"{place}: {message}.", remedy, isOwn ? [name] : []);
    }

    internal static string CodeOf(ConfigProblemKind kind) => kind switch
    {
        ConfigProblemKind.Unreadable => FindingCodes.ConfigUnreadable,
        ConfigProblemKind.Unsafe => FindingCodes.ConfigUnsafe,
        ConfigProblemKind.OldFormat => FindingCodes.ConfigOldFormat,
        ConfigProblemKind.DuplicateKey => FindingCodes.ConfigDuplicateKey,
        ConfigProblemKind.UnknownKey => FindingCodes.ConfigUnknownKey,
        ConfigProblemKind.MissingKeys => FindingCodes.ConfigMissingKeys,
        ConfigProblemKind.WrongType => FindingCodes.ConfigType,
        ConfigProblemKind.WrongValue => FindingCodes.ConfigValue,
        ConfigProblemKind.Conflict => FindingCodes.ConfigConflict,
        ConfigProblemKind.Replaced => FindingCodes.ConfigReplaced,
        ConfigProblemKind.Crs => FindingCodes.ConfigCrs,
        ConfigProblemKind.CrsUnchecked => FindingCodes.ConfigCrsUnchecked,
        ConfigProblemKind.Resources => FindingCodes.ConfigResources,
        ConfigProblemKind.ResourcesLarge => FindingCodes.ConfigResourcesLarge,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
