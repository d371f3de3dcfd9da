namespace OfoWatcher.Workflows.Local;

/// <summary>What the supervisor of a run is to do, written to <c>command.json</c> before it is started.</summary>
/// <param name="Program">The program's path, or a name to look for in <c>PATH</c>.</param>
/// <param name="Arguments">Each is handed over as it is; there is no shell.</param>
/// <param name="WorkingFolder">An existing folder.</param>
/// <param name="TimeLimit">How long the command may run before it is stopped.</param>
/// <param name="Grace">How long a stopped command may take to end by itself.</param>
internal sealed record RunCommand(
    string Program,
    IReadOnlyList<string> Arguments,
    string WorkingFolder,
    TimeSpan TimeLimit,
    TimeSpan Grace);
