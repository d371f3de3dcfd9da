using System.Text.Json.Serialization;

namespace OfoWatcher.Workflows;

/// <summary>
/// What is written to <c>&lt;run&gt;/run.json</c> before a run is launched: the proof that it was meant, whatever
/// happens to the watcher or to the engine's own memory afterwards.
/// </summary>
internal sealed record RunRecord
{
    /// <summary>The version this program writes; a record of another version is left alone.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The <see cref="Result"/> of a run that the engine refused: it counts as no attempt of the
    /// project's.</summary>
    public const string Refused = "refused";

    /// <summary>Lies beside the record.</summary>
    public const string ConfigFileName = "config.yml";

    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The run's name, see <see cref="RunName"/>; also the name of its folder.</summary>
    public required string Run { get; init; }

    public required string Project { get; init; }

    /// <summary>The imagery's revision, 32 hexadecimal digits.</summary>
    public required string Revision { get; init; }

    /// <summary>1 for a revision's first run, one more for each later one.</summary>
    public required int Attempt { get; init; }

    /// <summary>
    /// The attempt with which the current series of automatic retries began; a retry by hand begins a new one.
    /// </summary>
    public required int FirstAttempt { get; init; }

    /// <summary>The engine that was asked, see <see cref="IWorkflowEngine.Name"/>.</summary>
    public required string Engine { get; init; }

    /// <summary>The project's folder of photos.</summary>
    public required string Photos { get; init; }

    /// <summary>
    /// The run's own folder: <c>&lt;output root&gt;/&lt;project&gt;/&lt;run&gt;</c>. It is not part of the file but
    /// where the file lies: a volume may be mounted elsewhere after a restart.
    /// </summary>
    [JsonIgnore]
    public string Folder { get; init; } = "";

    /// <summary>What was known of it before it started; null in a record of an earlier version.</summary>
    public RunPlan? Plan { get; init; }

    /// <summary>When the launch was written down.</summary>
    public required DateTimeOffset IntendedAt { get; init; }

    /// <summary>When the engine confirmed the launch; null until then.</summary>
    public DateTimeOffset? LaunchedAt { get; init; }

    /// <summary>The stop that was asked for; null when none was.</summary>
    public StopRequest? Stop { get; init; }

    /// <summary>The <c>_RETRY</c> file that this run answers; null when none does.</summary>
    public string? RetryFile { get; init; }

    /// <summary>When the run was seen to have ended and that was dealt with; null while the record is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>How it ended: the marker's state, or that it was superseded. Null while the record is open.</summary>
    public string? Result { get; init; }

    /// <summary>How the engine said that it ended; null while the record is open, and where the engine did not
    /// say.</summary>
    public RunPhase? EndPhase { get; init; }

    /// <summary>What is still to be done after it, since it ended well; null when nothing is.</summary>
    public AfterRunDue? AfterRun { get; init; }

    /// <summary>
    /// The name by which the engine has it, where that is not the run's own: an operator resubmitted the run.
    /// </summary>
    public string? Workflow { get; init; }

    /// <summary>When that other one was made, by the engine's clock; null where it is the run's own.</summary>
    public DateTimeOffset? WorkflowCreatedAt { get; init; }

    /// <summary>When the run was found going again after the record had been closed; null when it never was.</summary>
    public DateTimeOffset? RevivedAt { get; init; }

    /// <summary>
    /// When the marker was written that told of this run's end before it was revived: that one counts no longer.
    /// </summary>
    public DateTimeOffset? OutdatedMarkerAt { get; init; }

    /// <summary>
    /// The latest run of a revision; null when there is none. By number and not by time: after the clock was set back
    /// the latest attempt is not the one dated last.
    /// </summary>
    public static RunRecord? LatestOf(IEnumerable<RunRecord> records, string revision) =>
        records.Where(record => record.Revision == revision).MaxBy(record => record.Attempt);

    /// <summary>The run that follows, as the first of a series of attempts.</summary>
    /// <param name="latest">The latest run of the same revision; null when this is its first.</param>
    /// <param name="photos">The project's folder of photos.</param>
    /// <param name="projectOutput">The project's folder under the output root.</param>
    public static RunRecord After(
        RunRecord? latest, string project, string revision, string engine, string photos, string projectOutput,
        DateTimeOffset now)
    {
        var attempt = (latest?.Attempt ?? 0) + 1;
        var run = RunName.For(project, revision, attempt);
        return new RunRecord
        {
            Run = run,
            Project = project,
            Revision = revision,
            Attempt = attempt,
            FirstAttempt = attempt,
            Engine = engine,
            Photos = photos,
            Folder = Path.Combine(projectOutput, run),
            IntendedAt = now,
        };
    }

    /// <summary>The configuration that the run is given, when it takes one.</summary>
    [JsonIgnore]
    public string ConfigFile => Path.Combine(Folder, ConfigFileName);

    [JsonIgnore]
    public bool IsOpen => ClosedAt is null;

    /// <summary>The name by which the engine has it.</summary>
    [JsonIgnore]
    public string WorkflowName => Workflow ?? Run;
}

/// <summary>Why a run is being stopped, which decides what follows.</summary>
internal enum StopReason
{
    /// <summary>
    /// The pilot left a <c>_CANCEL</c> file, or the operator asked for it: the run counts as failed and is not tried
    /// again by itself.
    /// </summary>
    Cancelled,

    /// <summary>The imagery changed: the run leaves no marker and the project settles again.</summary>
    ImageryChanged,
}

/// <summary>A stop, written down before the engine is asked for it.</summary>
/// <param name="Reason">Why.</param>
/// <param name="At">When it was written down.</param>
/// <param name="ByOperator">Whether the operator asked for it.</param>
internal sealed record StopRequest(
    StopReason Reason,
    DateTimeOffset At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool ByOperator = false)
{
    /// <summary>Why, in words.</summary>
    [JsonIgnore]
    public string Words => this switch
    {
        { Reason: StopReason.ImageryChanged } => "its imagery changed",
        { ByOperator: true } => "cancelled by the operator",
        _ => "cancelled by the pilot",
    };
}
