using FluentValidation;

namespace OfoWatcher.Workflows.Local;

/// <summary>Each fault names the key, the value and what is allowed.</summary>
internal sealed class LocalEngineOptionsValidator : AbstractValidator<LocalEngineOptions>
{
    public LocalEngineOptionsValidator()
    {
        RuleFor(options => options.CommandOrDefault)
            .Must(command => CommandTemplate.FaultOf(command) is null)
            .OverridePropertyName(nameof(LocalEngineOptions.Command))
            .WithMessage(options =>
                $"Local:Command is [{string.Join(", ", options.CommandOrDefault)}]: "
                + $"{CommandTemplate.FaultOf(options.CommandOrDefault)}. It must be a program and its arguments; "
                + $"the placeholders are {string.Join(' ', CommandTemplate.Placeholders)}");
        RuleFor(options => options.TimeLimit)
            .InclusiveBetween(LocalEngineOptions.MinTimeLimit, LocalEngineOptions.MaxTimeLimit)
            .WithMessage(
                "Local:TimeLimit is {PropertyValue}; it must be from {From} to {To} (days.hours:minutes:seconds)");
        RuleFor(options => options.StopGrace)
            .InclusiveBetween(TimeSpan.Zero, LocalEngineOptions.MaxStopGrace)
            .WithMessage("Local:StopGrace is {PropertyValue}; it must be from {From} to {To} (hours:minutes:seconds)");
    }
}
