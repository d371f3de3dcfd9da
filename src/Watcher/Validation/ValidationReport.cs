using OfoWatcher.Metashape.Configuration;
using OfoWatcher.Survey.Flight;
using OfoWatcher.Validation.Manifests;
using OfoWatcher.Validation.Report;

namespace OfoWatcher.Validation;

/// <summary>What was looked at and what was found, errors first.</summary>
internal sealed record ValidationReport(ProjectImagery Imagery, IReadOnlyList<Finding> Findings)
{
    /// <summary>Small pictures of the photos that findings are about; none unless they were asked for.</summary>
    public IReadOnlyList<Thumbnail> Thumbnails { get; init; } = [];

    /// <summary>What a run would be; null when the photos were not looked at.</summary>
    public RunOutlook? Outlook { get; init; }

    /// <summary>It is on the disk, and what is not needed for a decision is no longer here.</summary>
    public bool IsKept { get; init; }

    public bool MayRun => !Findings.Any(finding => finding.Stops);

    /// <summary>
    /// What decisions rest on alone, without the photos: hundreds of projects may wait for their turn, with thousands of
    /// photos each.
    /// </summary>
    public ValidationReport Lighten() => this with
    {
        IsKept = true,
        Thumbnails = [],
        Imagery = Imagery with
        {
            Inventory = new ImageryInventory(),
            Survey = FlownSurvey.None,
            Manifests = ManifestCheck.None,
            Attachments = ConfigAttachments.None,
            Configuration = Imagery.Configuration is { } configuration
                ? configuration with { Values = null, Problems = [] }
                : null,
        },
    };
}
