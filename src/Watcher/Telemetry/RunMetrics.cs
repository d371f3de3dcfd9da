using System.Diagnostics.Metrics;

namespace OfoWatcher.Telemetry;

/// <summary>What comes of projects: checks of their photos, launches, and how runs end.</summary>
/// <remarks>
/// Each is counted once it is written down, by the process that did so: one that starts again counts no earlier
/// ending, and one that is killed between the record and the count loses that count.
/// </remarks>
internal static class RunMetrics
{
    private static readonly Histogram<double> Validation = Instruments.Times(
        "validation.duration", "How long a look at all photos of a project took, by what came out.",
        [0.1, 0.5, 1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600]);

    private static readonly Counter<long> Launches = Instruments.Counter(
        "launches", "Runs that the engine took.");

    private static readonly Histogram<double> UploadToLaunch = Instruments.Times(
        "upload_to_launch", "Time from an upload's settling to the launch of its first run.", Instruments.Days);

    private static readonly Counter<long> Runs = Instruments.Counter("runs", "Runs that ended, by how.");

    private static readonly Histogram<double> LaunchToDone = Instruments.Times(
        "launch_to_done", "Time from a run's launch to its end, by how it ended.", Instruments.Days);

    /// <inheritdoc cref="QueueMetrics.Begin"/>
    public static void Begin()
    {
        Launches.Add(0);
        foreach (var result in Enum.GetValues<RunResult>())
            Runs.Add(0, Result(result));
    }

    /// <param name="mayRun">What came out; null when the photos could not be looked at.</param>
    public static void Validated(bool? mayRun, TimeSpan took) =>
        Validation.Record(
            took.TotalSeconds,
            Instruments.Label("result", mayRun switch { true => "valid", false => "invalid", null => "error" }));

    /// <param name="sinceSettled">
    /// Time since the upload settled, of the first run of what was uploaded; null of later attempts.
    /// </param>
    public static void Launched(TimeSpan? sinceSettled)
    {
        Launches.Add(1);
        if (sinceSettled is { } time)
            UploadToLaunch.Record(Instruments.NotNegative(time));
    }

    /// <param name="sinceLaunch">Time since it was launched; null when it never was.</param>
    public static void Ended(RunResult result, TimeSpan? sinceLaunch)
    {
        Runs.Add(1, Result(result));
        if (sinceLaunch is { } time)
            LaunchToDone.Record(Instruments.NotNegative(time), Result(result));
    }

    private static KeyValuePair<string, object?> Result(RunResult result) => Instruments.Label(
        "result",
        result switch
        {
            RunResult.Completed => "completed",
            RunResult.Failed => "failed",
            RunResult.Retried => "retried",
            RunResult.Refused => "refused",
            RunResult.Stopped => "stopped",
            _ => "superseded",
        });
}

/// <summary>How a run ended.</summary>
internal enum RunResult
{
    /// <summary>Well, with its products.</summary>
    Completed,

    /// <summary>It failed, and the project is not tried again by itself.</summary>
    Failed,

    /// <summary>It failed, and another attempt follows.</summary>
    Retried,

    /// <summary>The engine does not take it as it is.</summary>
    Refused,

    /// <summary>Somebody wanted it to stop, or not to start.</summary>
    Stopped,

    /// <summary>The imagery that it was made for is no longer there.</summary>
    Superseded,
}
