using Microsoft.Extensions.Options;
using OfoWatcher.Platform;

namespace OfoWatcher.Workflows.Local;

/// <summary>
/// Runs a configured command for each run as a process of this machine, for a workstation, or to try everything without
/// a cluster. A run outlives the watcher that launched it and is found again by the next one.
/// </summary>
/// <remarks>
/// The engine remembers nothing about runs: <see cref="LocalSupervisor"/> leaves the facts in the run's folder and
/// <see cref="LocalRunReader"/> reads them. An exception of any method says that the folder cannot be read or written
/// now, or that no process could be started; the same call may be made again.
/// </remarks>
internal sealed class LocalEngine(IOptionsMonitor<LocalEngineOptions> options, TimeProvider time) : IWorkflowEngine
{
    private readonly LocalRunReader reader = new(time);
    private readonly SupervisorLauncher launcher = new(time);
    private readonly OpenRuns open = new(time);

    public string Name => "local";

    public bool NeedsConfig => options.CurrentValue.NeedsConfig;

    public bool KnowsProducts => options.CurrentValue.KnowsProducts;

    public bool MakesWorkflows => false;

    public Task<EngineReadiness> CheckAsync(CancellationToken cancellationToken) =>
        Task.FromResult(EngineReadiness.Ready);

    public async Task<Run?> FindAsync(RunRecord record, CancellationToken cancellationToken)
    {
        var run = await reader.ReadAsync(new RunFiles(record.Folder), cancellationToken);
        if (run is { HasEnded: false })
            open.Add(record);
        else
            open.Remove(record);
        return run;
    }

    public async Task LaunchAsync(RunRecord record, CancellationToken cancellationToken)
    {
        var files = new RunFiles(record.Folder);
        if (!files.HasStarted)
        {
            files.Write(CommandFor(record, files));
            await launcher.StartAsync(files, cancellationToken);
        }

        open.Add(record);
    }

    public Task StopAsync(RunRecord record, CancellationToken cancellationToken)
    {
        // Only a process whose id, boot and start time agree: another one may have got the id of a dead supervisor.
        if (new RunFiles(record.Folder).ReadProcess() is { IsAlive: true } supervisor)
            ProcessGroup.Signal([supervisor.Pid], Libc.SignalTerminate);
        return Task.CompletedTask;
    }

    // A process that ended is not to be had again.
    public Task<string> FollowUpAsync(RunRecord record, string template, CancellationToken cancellationToken) =>
        throw new NotSupportedException("no Workflow can follow a run of this machine");

    public Task<RunGlimpse> GlimpseAsync(RunRecord record, int lines, CancellationToken cancellationToken) =>
        Task.FromResult(RunGlimpse.Nothing);

    public Revival? FindRevival(string project, string? revision, IReadOnlyList<RunRecord> records) => null;

    public IAsyncEnumerable<string> ChangesAsync(CancellationToken cancellationToken) =>
        open.ChangesAsync(cancellationToken);

    private RunCommand CommandFor(RunRecord record, RunFiles files)
    {
        var settings = options.CurrentValue;
        var words = CommandTemplate.Fill(settings.CommandOrDefault, record);
        return new RunCommand(words[0], [.. words.Skip(1)], files.Folder, settings.TimeLimit, settings.StopGrace);
    }
}
