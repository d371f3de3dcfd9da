using Microsoft.Extensions.Logging;
using OfoWatcher.Platform;
using OfoWatcher.Telemetry;

namespace OfoWatcher.Reconciling;

/// <summary>
/// Tells once that the output volume cannot be written, and once that it can again, and keeps the health board current.
/// </summary>
internal sealed partial class OutputHealth(OutputFolder output, HealthBoard board, ILogger<OutputHealth> logger)
{
    private readonly Lock gate = new();

    /// <summary>Tries the volume.</summary>
    /// <returns>Null when it can be written, otherwise why not.</returns>
    public string? Check()
    {
        lock (gate)
        {
            var fault = output.Probe();
            var isNews = board.Set(
                HealthBoard.Output, fault is null ? null : $"output folder {output.Root} cannot be written: {fault}");
            if (isNews && fault is not null)
                TellUnwritable(output.Root, fault);
            else if (isNews)
                TellWritable(output.Root);
            return fault;
        }
    }

    [LoggerMessage(310, LogLevel.Error,
        "Output folder {Root} cannot be written: {Fault}. Nothing is launched until it can; tried again at each scan")]
    private partial void TellUnwritable(string root, string fault);

    [LoggerMessage(311, LogLevel.Information, "Output folder {Root} can be written again")]
    private partial void TellWritable(string root);
}
