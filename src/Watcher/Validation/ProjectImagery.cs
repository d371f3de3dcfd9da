using OfoWatcher.Intake;
using OfoWatcher.Metashape;
using OfoWatcher.Metashape.Configuration;
using OfoWatcher.Survey.Flight;
using OfoWatcher.Validation.Manifests;

namespace OfoWatcher.Validation;

/// <summary>All that the rules look at.</summary>
internal sealed record ProjectImagery
{
    /// <summary>The project's name.</summary>
    public required string Project { get; init; }

    /// <summary>All folders of this name; more than one when two input roots hold it.</summary>
    public required IReadOnlyList<string> Folders { get; init; }

    /// <summary>Files that copying programs left unfinished; none when nothing was left.</summary>
    public PartialFiles Partial { get; init; } = PartialFiles.None;

    /// <summary>Where what was found in photos is kept for the next look; null keeps nothing.</summary>
    public string? CacheFile { get; init; }

    /// <summary>The look at every photo; empty when the name already forbids a run.</summary>
    public ImageryInventory Inventory { get; init; } = new();

    /// <summary>What was flown, measured from the inventory's photos.</summary>
    public FlownSurvey Survey { get; init; } = FlownSurvey.None;

    /// <summary>Name of the file that says that the upload is complete, and may say how many photos it has.</summary>
    public string CompleteMarker { get; init; } = IntakeOptions.DefaultCompleteMarker;

    /// <summary>What the upload says of itself by manifests and counts; taken with the inventory.</summary>
    public ManifestCheck Manifests { get; init; } = ManifestCheck.None;

    /// <summary>What the project accepts by <c>accept.txt</c>; read with the inventory.</summary>
    public AcceptFile Accept { get; init; } = AcceptFile.None;

    /// <summary>When the look was taken; the default when that is not known.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>Where results go; null when that is not known.</summary>
    public string? OutputRoot { get; init; }

    /// <summary>Free bytes on the volume that results go to; null when that is not known.</summary>
    public long? FreeOutputBytes { get; init; }

    /// <summary>The engine's command hands a configuration on, so there must be one.</summary>
    public bool NeedsConfig { get; init; }

    /// <summary>The configuration found; null when there is none.</summary>
    public string? Config { get; init; }

    /// <summary>What looks like the project's configuration and is not read; null when there is no such file.</summary>
    public MisnamedConfig? Misnamed { get; init; }

    /// <summary>
    /// The configuration that a run would have, judged and completed; null when the engine takes none and none was
    /// found.
    /// </summary>
    public ResolvedConfig? Configuration { get; init; }

    /// <summary>What lies on the share of the files that the configuration asks for.</summary>
    public ConfigAttachments Attachments { get; init; } = ConfigAttachments.None;

    public ValidationOptions Options { get; init; } = new();
}
