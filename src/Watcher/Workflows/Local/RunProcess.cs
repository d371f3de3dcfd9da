using System.Text.Json.Serialization;

namespace OfoWatcher.Workflows.Local;

/// <summary>Who supervises a run, written to <c>process.json</c> right before the command is started.</summary>
/// <param name="Pid">The supervisor's process id, which is the id of its session as well.</param>
/// <param name="BootId">The boot of the machine in which this id means anything.</param>
/// <param name="StartTicks">The supervisor's start in clock ticks since boot: with it the id names one process for
/// good.</param>
/// <param name="Mark">The value of <see cref="ProcessGroup.MarkVariable"/> in the run's processes.</param>
/// <param name="StartedAt">When the run started.</param>
internal sealed record RunProcess(int Pid, string BootId, ulong StartTicks, string Mark, DateTimeOffset StartedAt)
{
    /// <summary>Whether the supervisor lives, as far as this machine's process table tells.</summary>
    /// <remarks>
    /// "No" may mean that it lives in another container or on another machine: its lock is the final word.
    /// </remarks>
    [JsonIgnore]
    public bool IsAlive =>
        BootId == ProcessTable.BootId
        && ProcessTable.Find(Pid) is { IsZombie: false } entry
        && entry.StartTicks == StartTicks;
}
