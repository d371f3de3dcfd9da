using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Notifications;
using OfoWatcher.Validation;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>All that a decision about a project rests on, gathered at one moment.</summary>
internal sealed record ProjectObservation
{
    private static readonly NotificationOptions NoNotifications = new();

    public required string Project { get; init; }

    /// <summary>The project's folder under the output root.</summary>
    public required string Output { get; init; }

    /// <summary>The engine that a new run would be given to.</summary>
    public required string Engine { get; init; }

    /// <summary>Where a new run's products would be uploaded to; empty when nowhere.</summary>
    public string UploadTo { get; init; } = "";

    /// <summary>The address of that folder on the web; empty when it has none.</summary>
    public string UploadUrl { get; init; } = "";

    /// <summary>What is to be done after a run that ends well now; null when nothing is.</summary>
    public AfterRunDue? AfterRun { get; init; }

    /// <summary>Who wants to be told of what now.</summary>
    public NotificationOptions Notifications { get; init; } = NoNotifications;

    /// <summary>Whether it is known what a new run must leave, see <see cref="IWorkflowEngine.KnowsProducts"/>.</summary>
    public bool KnowsProducts { get; init; }

    /// <summary>The project on the share; null when it is not there.</summary>
    public ProjectUpload? Upload { get; init; }

    /// <summary>Whether its upload has ended.</summary>
    public SettleVerdict Settle { get; init; }

    /// <summary>A damaged marker or run record: the project is left alone.</summary>
    public string? Damage { get; init; }

    public Marker? Marker { get; init; }

    /// <summary>What the operator asks for; null when nothing waits.</summary>
    public RequestReading? Request { get; init; }

    /// <summary>The records of all its runs, oldest first.</summary>
    public IReadOnlyList<RunRecord> Records { get; init; } = [];

    /// <summary>
    /// What the engine knows of the open run; null when it has no trace of it, or when no run is open.
    /// </summary>
    public Run? Run { get; init; }

    /// <summary>The products in the open run's folder; gathered once the run has ended or is gone.</summary>
    public IReadOnlyList<Product> Products { get; init; } = [];

    /// <summary>What the open run should have left and is missing or broken; gathered with the products.</summary>
    public IReadOnlyList<string> ProductFaults { get; init; } = [];

    /// <summary>
    /// Of a run that is gone from its engine: what it left says by itself that it came to its end.
    /// </summary>
    public bool ProductsProveEnd { get; init; }

    /// <summary>A closed run that somebody brought back to life; null when none is known, or when a run is
    /// open.</summary>
    public Revival? Revival { get; init; }

    /// <summary>
    /// The open run was not launched yet, and the configuration that was made for it is not in its folder any more.
    /// </summary>
    public bool IsConfigLost { get; init; }

    /// <summary>The report on the upload exactly as it is now; null when it has not been looked at.</summary>
    public ValidationReport? Report { get; init; }

    /// <summary>Tells apart the settings that uploads are judged by; empty where there is but one.</summary>
    public string Criteria { get; init; } = "";

    /// <summary>How far a look at the upload has come, in words; null when none is under way.</summary>
    public string? Checking { get; init; }

    /// <summary>
    /// How many photos the looks at the upload have got through at the most; null while none has had its turn.
    /// </summary>
    public int? Checked { get; init; }

    /// <summary>Where the project stands in the baseline of the share's first scan.</summary>
    public BaselineStanding Baseline { get; init; } = BaselineStanding.None;

    /// <summary>The run that is not dealt with yet. There is never more than one.</summary>
    public RunRecord? OpenRun => Records.FirstOrDefault(record => record.IsOpen);

    /// <summary>The revision on the share; null when it is not known now.</summary>
    public string? Revision => Upload?.Entry?.Seen.Revision.ToString();

    /// <summary>
    /// Tells apart states of an upload that are worth a fresh look: it changes with any file's time stamp too, when
    /// files are given up as leftovers, when <c>accept.txt</c> or the upload-complete marker comes, changes or
    /// goes, when a second folder of the same name does, with the configurations that lie beside the projects, and with
    /// the settings that photos are judged by.
    /// </summary>
    public string? UploadStamp => Upload switch
    {
        { Fault: { Kind: UploadFaultKind.Ambiguous } twice } => $"twice: {twice.Words}",
        { Entry.Seen: { } upload } => $"{upload.Stamp:x16}{(upload.Partial.Count > 0 ? " with leftovers" : "")}"
            + (upload.Control.Accept is { } accept ? $" accepting {accept}" : "")
            + (upload.Control.CompleteState is { } told ? $" complete {told}" : "")
            + (Upload.Beside == 0 ? "" : $" beside {Upload.Beside:x16}")
            + (Criteria.Length == 0 ? "" : $" by {Criteria}"),
        _ => null,
    };
}

/// <summary>Where a project stands in the baseline.</summary>
/// <param name="IsHeld">It lay on the share at the first scan, and nobody has decided about it.</param>
/// <param name="AdoptedRevision">The revision that counts as processed elsewhere; null when none does.</param>
internal sealed record BaselineStanding(bool IsHeld, string? AdoptedRevision)
{
    public static readonly BaselineStanding None = new(false, null);
}
