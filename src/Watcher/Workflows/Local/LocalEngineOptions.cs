namespace OfoWatcher.Workflows.Local;

/// <summary>How runs are executed on this machine: the section <c>Local</c> of the settings.</summary>
internal sealed class LocalEngineOptions
{
    public const string Section = "Local";

    public static readonly TimeSpan MinTimeLimit = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan MaxTimeLimit = TimeSpan.FromDays(30);
    public static readonly TimeSpan MaxStopGrace = TimeSpan.FromMinutes(10);

    private static readonly string[] Preview =
        ["{watcher}", "preview", "{photos}", "--output", "{output}", "--name", "{project}"];

    /// <summary>
    /// The program and its arguments, one word each; no shell is involved. Without it, a draft orthomosaic is made by
    /// <c>{watcher} preview {photos} --output {output} --name {project}</c>.
    /// </summary>
    /// <remarks>The default is not the value itself: binding would append the configured words to it.</remarks>
    public string[]? Command { get; set; }

    /// <summary>
    /// How long a run may take, 1 s to 30 days. One that is going on keeps the limit it was launched with.
    /// </summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long a stopped run may take to end by itself before it is killed, 0 to 10 min.</summary>
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The command to fill and run.</summary>
    public IReadOnlyList<string> CommandOrDefault => Command ?? Preview;

    /// <summary>Whether the command takes a configuration of automate-metashape.</summary>
    public bool NeedsConfig => Takes("{config}");

    /// <summary>Whether the command is given all by which automate-metashape names what it leaves.</summary>
    public bool KnowsProducts => NeedsConfig && Takes("{project}") && Takes("{output}") && Takes("{project_folder}");

    private bool Takes(string placeholder) =>
        CommandOrDefault.Any(word => word.Contains(placeholder, StringComparison.Ordinal));
}
