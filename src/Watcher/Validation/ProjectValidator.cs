using FluentValidation;
using OfoWatcher.Intake;
using OfoWatcher.Survey.Flight;
using OfoWatcher.Validation.Report;
using OfoWatcher.Validation.Rules;

namespace OfoWatcher.Validation;

/// <summary>Runs all rules over a project and collects what they find.</summary>
internal static class ProjectValidator
{
    /// <summary>In the order in which a pilot should read their findings.</summary>
    private static readonly IReadOnlyList<IValidator<ProjectImagery>> Rules =
        [new NameRule(), new PhotoCountRule(), new WholePhotoRule(), new LeftoverRule(), new ConfigRule()];

    /// <summary>Looks at the photos, unless the name alone forbids a run, and applies the rules.</summary>
    /// <param name="imagery">What is known so far; its inventory is taken here.</param>
    /// <param name="photosChecked">
    /// Told the number of photos checked so far; 0 again and again while files are listed, as a sign of life.
    /// </param>
    /// <returns>
    /// What was looked at and what was found; no finding of error severity means that the project may run.
    /// </returns>
    /// <exception cref="FolderUnreadableException">A folder could not be read, so nothing is known.</exception>
    /// <exception cref="IOException">The share failed while photos were read.</exception>
    public static ValidationReport Validate(
        ProjectImagery imagery, IProgress<int>? photosChecked, CancellationToken cancellationToken)
    {
        if (ProjectName.IsValid(imagery.Project) && imagery.Folders.Count == 1)
        {
            var inventory = ImageryInventory.Take(imagery.Folders[0], photosChecked, cancellationToken);
            imagery = imagery with
            {
                Inventory = inventory,
                Survey = FlownSurvey.Of(inventory.Photos, imagery.Options.SiteGap),
            };
            return new ValidationReport(imagery, Apply(Rules, imagery));
        }

        return new ValidationReport(imagery, Apply([new NameRule()], imagery));
    }

    /// <summary>
    /// Applies rules; one that throws becomes a finding, since nobody knows whether it would have passed.
    /// </summary>
    internal static IReadOnlyList<Finding> Apply(
        IReadOnlyList<IValidator<ProjectImagery>> rules, ProjectImagery imagery)
    {
        var findings = new List<Finding>();
        foreach (var rule in rules)
        {
            try
            {
                findings.AddRange(rule.Validate(imagery).Errors.Select(Finding.From));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                findings.Add(new Finding(
                    FindingCodes.CheckFailed,
                    Severity.Error,
                    "",
                    $"The check {rule.GetType().Name} could not be run: {e.Message}",
                    "This is a fault of the watcher: tell its operator."));
            }
        }

        return [.. findings.OrderBy(finding => finding.Severity)];
    }
}

/// <summary>What was looked at and what was found, errors first.</summary>
internal sealed record ValidationReport(ProjectImagery Imagery, IReadOnlyList<Finding> Findings)
{
    /// <summary>Small pictures of the photos that findings are about; none unless they were asked for.</summary>
    public IReadOnlyList<Thumbnail> Thumbnails { get; init; } = [];

    public bool MayRun => Findings.All(finding => finding.Severity != Severity.Error);
}
