namespace OfoWatcher.Workflows;

/// <summary>
/// Whatever executes runs: Argo Workflows in a cluster, child processes on one machine.
/// An engine that cannot be reached throws <see cref="EngineException"/>; "no trace of the run" is an answer, never an
/// error.
/// </summary>
internal interface IWorkflowEngine
{
    /// <summary>The engine's name in records and markers.</summary>
    string Name { get; }

    /// <summary>Whether its runs are given a configuration of automate-metashape.</summary>
    bool NeedsConfig { get; }

    /// <summary>
    /// Whether its runs are automate-metashape with the names and folders that the watcher gives, so that what they must
    /// leave follows from the configuration.
    /// </summary>
    bool KnowsProducts { get; }

    /// <summary>Whether its runs are Workflows, which can upload their products and be followed by others.</summary>
    bool MakesWorkflows { get; }

    /// <summary>Whether a run could be launched now. Cheap: it may be asked for each project.</summary>
    Task<EngineReadiness> CheckAsync(CancellationToken cancellationToken);

    /// <summary>What the engine knows of a recorded run now, or null when it has no trace of it.</summary>
    Task<Run?> FindAsync(RunRecord record, CancellationToken cancellationToken);

    /// <summary>
    /// Starts a run. Asking again for a run of the same name, by this watcher or another, at any time, starts nothing:
    /// that is what makes a launch safe to repeat after a crash.
    /// </summary>
    Task LaunchAsync(RunRecord record, CancellationToken cancellationToken);

    /// <summary>Asks a run to end; it ends as <see cref="RunPhase.Failed"/> some time later. Idempotent.</summary>
    Task StopAsync(RunRecord record, CancellationToken cancellationToken);

    /// <summary>
    /// Starts what follows a run that ended well, with the parameters of that run. Idempotent, as a launch is.
    /// </summary>
    /// <param name="template">What follows, by the name that the engine knows it by.</param>
    /// <returns>The name of what was started.</returns>
    /// <exception cref="EngineException">It could not be started, or the engine knows no such thing.</exception>
    Task<string> FollowUpAsync(RunRecord record, string template, CancellationToken cancellationToken);

    /// <summary>
    /// Looks at a going run for somebody who wants to see it, and who need not be the one that follows it.
    /// </summary>
    /// <param name="lines">How many lines of its log at the most.</param>
    Task<RunGlimpse> GlimpseAsync(RunRecord record, int lines, CancellationToken cancellationToken);

    /// <summary>A run of a project that somebody brought back to life; null when none is known. Cheap as well.</summary>
    /// <param name="revision">The imagery's revision that the project stands at; null when it is not known.</param>
    /// <param name="records">All records of the project, none of them open.</param>
    Revival? FindRevival(string project, string? revision, IReadOnlyList<RunRecord> records);

    /// <summary>Names of the projects whose run changed, as it happens. A name may be missed or come twice.</summary>
    IAsyncEnumerable<string> ChangesAsync(CancellationToken cancellationToken);
}
