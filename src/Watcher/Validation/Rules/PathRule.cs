namespace OfoWatcher.Validation.Rules;

/// <summary>
/// automate-metashape hands the folder's path to Python's glob, which takes some characters of it for a pattern. Names
/// of folders within the project do no harm: only the path before them is a pattern.
/// </summary>
internal sealed class PathRule : FindingRule
{
    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        var folder = imagery.Folders[0];
        if (folder.IndexOfAny(['[', '*', '?']) >= 0)
        {
            yield return Found(
                FindingCodes.PathWildcard,
                $"The photos lie in {folder}: Metashape takes [ * ? in it for a pattern, and finds other photos or "
                    + "none.",
                "Rename the folder that has such a character in its name.");
        }
    }
}
