using FluentValidation;
using OfoWatcher.Intake;
using OfoWatcher.Platform;
using OfoWatcher.Survey.Flight;
using OfoWatcher.Validation.Manifests;
using OfoWatcher.Validation.Rules;

namespace OfoWatcher.Validation;

/// <summary>Runs all rules over a project and collects what they find.</summary>
internal static class ProjectValidator
{
    /// <summary>
    /// In the order in which a pilot should read their findings: which project, what would be loaded, whether all of it
    /// arrived, what the photos are, what was flown, and what it is to be processed with.
    /// </summary>
    private static readonly IReadOnlyList<IValidator<ProjectImagery>> Rules =
    [
        new NameRule(), new PathRule(), new AcceptRule(),
        new PhotoCountRule(), new StrayFileRule(),
        new WholePhotoRule(), new LeftoverRule(), new ExpectationRule(),
        new PositionRule(), new OnePlaceRule(),
        new StrippedPhotoRule(), new UniformityRule(), new DuplicateRule(),
        new MissionRule(), new ClockRule(), new SequenceRule(),
        new AltitudeRule(), new OverlapRule(),
        new ConfigRule(), new ConfigFilesRule(), new CapacityRule(),
    ];

    /// <summary>Looks at the photos, unless the name alone forbids a run, and applies the rules.</summary>
    /// <param name="imagery">What is known so far; its inventory is taken here.</param>
    /// <param name="photosChecked">
    /// Told the number of photos checked so far; 0 again and again while files are listed and rules applied, as a sign
    /// of life.
    /// </param>
    /// <returns>
    /// What was looked at and what was found; no finding that stops means that the project may run.
    /// </returns>
    /// <exception cref="FolderUnreadableException">A folder could not be read, so nothing is known.</exception>
    /// <exception cref="IOException">The share failed while photos were read.</exception>
    public static ValidationReport Validate(
        ProjectImagery imagery, IProgress<int>? photosChecked, CancellationToken cancellationToken)
    {
        if (!ProjectName.IsValid(imagery.Project) || imagery.Folders.Count != 1)
            return new ValidationReport(imagery, Apply([new NameRule()], imagery));
        imagery = Gather(imagery, imagery.Folders[0], photosChecked, cancellationToken);
        return new ValidationReport(imagery, Judge(imagery, () => photosChecked?.Report(0)))
        {
            Outlook = RunOutlook.Of(imagery),
        };
    }

    /// <summary>All that the rules find in what was gathered, by its weight here. Reads nothing.</summary>
    /// <param name="alive">Called before each rule, as a sign of life.</param>
    internal static IReadOnlyList<Finding> Judge(ProjectImagery imagery, Action? alive = null) =>
        Weigh(Apply(Rules, imagery, alive), imagery);

    /// <summary>All that the rules need and that must be read.</summary>
    private static ProjectImagery Gather(
        ProjectImagery imagery, string folder, IProgress<int>? photosChecked, CancellationToken cancellationToken)
    {
        var inventory = ImageryInventory.Take(
            folder, imagery.CompleteMarker, imagery.CacheFile, photosChecked, cancellationToken);
        var manifests = new ManifestReader(
            folder, imagery.Options, () => photosChecked?.Report(0), cancellationToken);
        photosChecked?.Report(0);
        var survey = FlownSurvey.Of(inventory.Photos, imagery.Options.SiteGap);
        photosChecked?.Report(0);
        return ConfigResolution.Resolve(imagery with
        {
            Inventory = inventory,
            Survey = survey,
            FreeOutputBytes = imagery.FreeOutputBytes ?? FreeSpace.At(imagery.OutputRoot),
            Accept = AcceptFile.Read(folder),
            Manifests = inventory.IsTooLarge
                ? ManifestCheck.None
                : manifests.Read(imagery.CompleteMarker, inventory),
        });
    }

    /// <summary>
    /// Applies rules; one that throws becomes a finding, since nobody knows whether it would have passed.
    /// </summary>
    internal static IReadOnlyList<Finding> Apply(
        IReadOnlyList<IValidator<ProjectImagery>> rules, ProjectImagery imagery, Action? alive = null)
    {
        var findings = new List<Finding>();
        foreach (var rule in rules)
        {
            alive?.Invoke();
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
                    $"The check {rule.GetType().Name} could not be run: {FindingRule.Printable(e.Message)}",
                    "This is a fault of the watcher: tell its operator."));
            }
        }

        return [.. findings.OrderBy(finding => finding.Severity)];
    }

    /// <summary>
    /// Gives findings the weights that the settings have for them, drops those that are switched off, and marks those
    /// that the project accepts.
    /// </summary>
    private static IReadOnlyList<Finding> Weigh(IReadOnlyList<Finding> findings, ProjectImagery imagery)
    {
        var weights = imagery.Options.Severities;
        return
        [
            .. findings
                .Where(finding => !imagery.Options.IsOff(finding.Code))
                .Select(finding => finding with
                {
                    Severity = weights.TryGetValue(finding.Code, out var weight)
                        ? SeverityOf(weight)
                        : finding.Severity,
                    Accepted = imagery.Accept.Codes.Contains(finding.Code),
                })
                .OrderBy(finding => finding.Severity),
        ];
    }

    private static Severity SeverityOf(FindingWeight weight) => weight switch
    {
        FindingWeight.Warning => Severity.Warning,
        FindingWeight.Info => Severity.Info,
        _ => Severity.Error,
    };
}
