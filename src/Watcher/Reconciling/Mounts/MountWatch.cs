using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OfoWatcher.Intake;
using OfoWatcher.Platform;
using OfoWatcher.Telemetry;

namespace OfoWatcher.Reconciling.Mounts;

/// <summary>
/// Keeps an eye on the volumes, whatever the passes are doing: a pass that hangs tells nothing, and one that stands by
/// makes none. The command <c>run</c> starts it before it has the right to act.
/// </summary>
internal sealed partial class MountWatch(
    OutputFolder output,
    IOptionsMonitor<IntakeOptions> settings,
    HealthBoard board,
    TimeProvider time,
    ILogger<MountWatch> logger) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>No volume is waited for longer, even where scans are more patient.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, MountCheck> inputs = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource ends = new();
    private readonly HashSet<string> told = [];
    private MountCheck? results;
    private Task? watching;

    /// <summary>How an input root is tried; tests let it hang.</summary>
    public Func<string, string?> TryInput { get; init; } = MountProbe.Read;

    /// <summary>How the output root is tried.</summary>
    public Func<string, string?> TryOutput { get; init; } = output.IsReadOnly ? MountProbe.Read : MountProbe.Write;

    public void Start() => watching ??= WatchAsync(ends.Token);

    public void Dispose()
    {
        ends.Cancel();
        ends.Dispose();
    }

    /// <summary>Looks at what the volumes answered and says so on the health board.</summary>
    public void LookAtAll()
    {
        var options = settings.CurrentValue;
        var limit = options.StallTimeout < Longest ? options.StallTimeout : Longest;
        foreach (var gone in inputs.Keys.Except(options.InputRoots).ToList())
            inputs.Remove(gone);
        var faults = new List<string>();
        foreach (var root in options.InputRoots)
        {
            if (!inputs.TryGetValue(root, out var check))
                inputs[root] = check = new MountCheck(() => TryInput(root), time);
            check.Look(limit);
            if (check.Fault is { } fault)
                faults.Add($"the input folder {root} cannot be read: {fault}");
        }

        results ??= new MountCheck(() => TryOutput(output.Root), time);
        results.Look(limit);
        Set(HealthBoard.ShareMount, faults.Count == 0 ? null : string.Join("; ", faults));
        Set(HealthBoard.OutputMount,
            results.Fault is { } words ? $"the output folder {output.Root} cannot be used: {words}" : null);
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Look, time);
            do
                LookAtAll();
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return; // The program ends.
        }
    }

    // How long it hangs grows with each look and is no news.
    private void Set(string what, string? fault)
    {
        board.Set(what, fault);
        if (fault is not null && told.Add(what))
            TellFault(fault);
        else if (fault is null && told.Remove(what))
            TellWell(what);
    }

    [LoggerMessage(632, LogLevel.Error, "Not ready: {Fault}. It is tried again by itself")]
    private partial void TellFault(string fault);

    [LoggerMessage(633, LogLevel.Information, "Ready again: {Condition}")]
    private partial void TellWell(string condition);
}
