using System.Globalization;
using System.Text.RegularExpressions;
using OfoWatcher.Platform;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling.Progress;

/// <summary>How far a run is, for people and for programs.</summary>
/// <param name="Step">The step it is in, as automate-metashape calls it; null when the engine knows no steps.</param>
/// <param name="StepNumber">Its place among the steps of this run, from 1; null when it is not known.</param>
/// <param name="StepCount">How many steps the run has; null when it is not known.</param>
/// <param name="Progress">The finished part, 0 to 1; null when the engine cannot tell.</param>
/// <param name="EstimatedEnd">When it may have ended, never in the past; null when nobody knows.</param>
internal sealed partial record RunStanding(
    string? Step = null, int? StepNumber = null, int? StepCount = null, double? Progress = null,
    DateTimeOffset? EstimatedEnd = null)
{
    /// <summary>For how long it should have ended already; null when it should not.</summary>
    public TimeSpan? Overdue { get; init; }

    /// <summary>What a run that has not started may take; null when nobody knows.</summary>
    public TimeSpan? Takes { get; init; }

    /// <summary>What the engine says of it, in one line; empty when nothing.</summary>
    public string Remark { get; init; } = "";

    /// <param name="run">What the engine knows of it; null when nothing yet.</param>
    /// <param name="time">What it may take from start to end; null when nobody knows.</param>
    public static RunStanding Of(RunRecord record, Run? run, TimeSpan? time, DateTimeOffset now)
    {
        if (run is null or { Phase: RunPhase.Pending, StartedAt: null })
            return new RunStanding { Takes = time, Remark = RemarkOf(run) };
        var forecast = RunForecast.Of(time, run.Progress, now - (run.StartedAt ?? record.LaunchedAt ?? now), now);
        var steps = record.Plan?.Steps ?? [];
        var step = CurrentOf(run.Steps ?? []);
        var index = steps.ToList().FindIndex(planned => planned.Name == step);
        return new RunStanding(
            step, index >= 0 ? index + 1 : null, index >= 0 ? steps.Count : null, run.Progress, forecast?.End)
        {
            Overdue = forecast?.Overdue,
            Remark = RemarkOf(run),
        };
    }

    /// <summary>Reads what <see cref="Describe"/> wrote; null when the words are of another kind.</summary>
    public static RunStanding? Parse(string words)
    {
        if (RunLine().Match(words) is not { Success: true } match)
            return null;
        return new RunStanding(
            TextOf("step") ?? TextOf("other"), NumberOf("number"), NumberOf("count"), NumberOf("percent") / 100.0,
            DateTimeOffset.TryParseExact(
                TextOf("end"), Moments.Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
                out var end)
                ? end
                : null);

        string? TextOf(string group) => match.Groups[group] is { Success: true } found ? found.Value : null;
        int? NumberOf(string group) => match.Groups[group].Success
            ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>
    /// The whole in words: "run oak-1, attempt 1, step 4 of 7 (build_depth_maps), 46 % done, ends about …".
    /// </summary>
    public string Describe(RunRecord record, DateTimeOffset now) =>
        $"run {record.Run}, attempt {record.Attempt}{Join(StepWords)}{Join(DoneWords)}{Join(EndWords(now))}"
        + (Remark.Length > 0 ? $"; {Remark}" : "");

    /// <summary>"step 4 of 7 (build_depth_maps)"; empty when no step is known.</summary>
    public string StepWords => (Step, StepNumber) switch
    {
        (null, _) => "",
        (_, null) => $"step {Step}",
        _ => $"step {StepNumber} of {StepCount} ({Step})",
    };

    /// <summary>"46 % done"; empty when nobody can tell.</summary>
    public string DoneWords => Percent is { } percent ? $"{percent} % done" : "";

    /// <summary>Whole percents that are done; null when nobody can tell.</summary>
    public int? Percent => Progress is { } part ? (int)Math.Floor((Math.Clamp(part, 0, 1) * 100) + 1e-9) : null;

    /// <summary>When it ends, since when it should have ended, or what it takes; empty when nobody knows.</summary>
    public string EndWords(DateTimeOffset now) => (EstimatedEnd, Overdue, Takes) switch
    {
        ({ } end, _, _) => $"ends about {Moments.About(end, end - now)}",
        (_, { } overdue, _) => $"overdue by {Words.Time(Coarse(overdue))}",
        (_, _, { } time) => $"takes {Moments.Takes(time)}",
        _ => "",
    };

    /// <summary>A part of a sentence, if there is one, with its comma.</summary>
    public static string Join(string words) => words.Length > 0 ? $", {words}" : "";

    // The first of those that go; between two steps the one that began last.
    private static string? CurrentOf(IReadOnlyList<RunStep> steps) =>
        (steps.FirstOrDefault(step => step.Phase == RunPhase.Running) ?? (steps.Count > 0 ? steps[^1] : null))?.Name;

    private static string RemarkOf(Run? run) => LogText.Lines(run?.Message ?? "").FirstOrDefault() ?? "";

    private static TimeSpan Coarse(TimeSpan time)
    {
        var grain = time.TotalHours < 2 ? TimeSpan.FromMinutes(5) : TimeSpan.FromHours(1);
        return new TimeSpan(Math.Max(1, time.Ticks / grain.Ticks) * grain.Ticks);
    }

    // What the engine says comes after all that is read here, so that it cannot be mistaken for any of it.
    [GeneratedRegex(
        @"\Arun [^ ,]+, attempt [0-9]+"
        + @"(?:, step (?:(?<number>[0-9]{1,4}) of (?<count>[0-9]{1,4}) \((?<step>[a-z_]+)\)|(?<other>[a-z_]+)))?"
        + @"(?:, (?<percent>[0-9]{1,3}) % done)?(?:, ends about (?<end>[0-9-]{10} [0-9:]{5}) UTC)?")]
    private static partial Regex RunLine();
}
