using Microsoft.Extensions.Logging;
using OfoWatcher.Platform;

namespace OfoWatcher.Reconciling;

/// <summary>Tells once that the output volume cannot be written, and once that it can again.</summary>
internal sealed partial class OutputHealth(OutputFolder output, ILogger<OutputHealth> logger)
{
    private readonly Lock gate = new();
    private string? fault;

    /// <summary>Tries the volume.</summary>
    /// <returns>Null when it can be written, otherwise why not.</returns>
    public string? Check()
    {
        lock (gate)
        {
            var before = fault;
            fault = output.Probe();
            if (fault is not null && before != fault)
                TellUnwritable(output.Root, fault);
            else if (fault is null && before is not null)
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
