using FluentValidation;
using FluentValidation.Results;
using OfoWatcher.Intake;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling.Launching;

namespace OfoWatcher.Reconciling;

/// <summary>What is run, how much at once, and what happens when something changes or fails.</summary>
internal sealed record RunOptions
{
    public const string Section = "Runs";

    /// <summary>How many runs may go at the same time, over all projects.</summary>
    public int MaxConcurrentRuns { get; init; } = 4;

    /// <summary>
    /// Who goes first among projects of one priority; between input roots, the one with the fewest runs has its turn.
    /// </summary>
    public OrderPolicy Order { get; init; }

    /// <summary>
    /// Priorities of projects by patterns of their names (<c>*</c> and <c>?</c>), -100 to 100; the longest pattern that
    /// matches counts. A file <c>_PRIORITY</c> in a project's folder wins over them.
    /// </summary>
    public IReadOnlyDictionary<string, int> Priorities { get; init; } = new Dictionary<string, int>();

    /// <summary>
    /// How many GB of the output volume are kept free: a run of automate-metashape is launched only when what it and
    /// those before it may write leaves them.
    /// </summary>
    public int MinFreeSpace { get; init; } = 10;

    /// <summary>How many runs may be launched within any hour.</summary>
    public int MaxLaunchesPerHour { get; init; } = 20;

    /// <summary>No new run is launched while this is set; those that go are followed to their end.</summary>
    public bool PauseLaunches { get; init; }

    /// <summary>How many runs of the same imagery are tried by themselves.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>The wait after the first failed run; it doubles with each further one.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest wait between two attempts.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromHours(6);

    /// <summary>What happens when the imagery of an ended project changes.</summary>
    public ChangePolicy OnChange { get; init; } = ChangePolicy.Reprocess;

    /// <summary>What happens when the imagery of a running project changes.</summary>
    public RunningChangePolicy OnChangeWhileRunning { get; init; } = RunningChangePolicy.Restart;

    /// <summary>What happens to projects that lay on the share when the watcher first saw it.</summary>
    public BacklogPolicy Backlog { get; init; } = BacklogPolicy.Hold;
}

internal enum ChangePolicy
{
    /// <summary>The new imagery gets a run of its own.</summary>
    Reprocess,

    /// <summary>The project stays as it ended.</summary>
    Ignore,
}

internal enum RunningChangePolicy
{
    /// <summary>The run is stopped, and the project settles again.</summary>
    Restart,

    /// <summary>The run goes on to its end.</summary>
    Finish,
}

internal enum BacklogPolicy
{
    /// <summary>They are shown and held until somebody adopts or retries them.</summary>
    Hold,

    /// <summary>They are run like new ones.</summary>
    Process,
}

internal sealed class RunOptionsValidator : AbstractValidator<RunOptions>
{
    public RunOptionsValidator()
    {
        RuleFor(o => o.MaxConcurrentRuns).Within(1, 1000);
        RuleFor(o => o.Priorities).Custom((priorities, context) =>
        {
            foreach (var (pattern, _) in priorities.Where(p => p.Value is < -PriorityFile.Most or > PriorityFile.Most))
            {
                context.AddFailure(new ValidationFailure(
                    $"{nameof(RunOptions.Priorities)}:{pattern}",
                    $"must be a whole number from -{PriorityFile.Most} to {PriorityFile.Most}", priorities[pattern]));
            }
        });
        RuleFor(o => o.MinFreeSpace).Within(0, 1_000_000);
        RuleFor(o => o.MaxLaunchesPerHour).Within(1, 10_000);
        RuleFor(o => o.MaxAttempts).Within(1, 100);
        RuleFor(o => o.RetryDelay).Within(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        RuleFor(o => o.MaxRetryDelay).Within(TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
        RuleFor(o => o.MaxRetryDelay).Must((o, most) => most >= o.RetryDelay)
            .WithMessage($"must not be less than {nameof(RunOptions.RetryDelay)}");
    }
}
