using FluentValidation;
using OfoWatcher.Platform;

namespace OfoWatcher.Workflows.Local;

/// <summary>Each fault names what is allowed; the key and the value are added where it is shown.</summary>
internal sealed class LocalEngineOptionsValidator : AbstractValidator<LocalEngineOptions>
{
    public LocalEngineOptionsValidator()
    {
        RuleFor(options => options.CommandOrDefault)
            .Must(command => CommandTemplate.FaultOf(command) is null)
            .OverridePropertyName(nameof(LocalEngineOptions.Command))
            .WithMessage(options =>
                $"must be a program and its arguments: {CommandTemplate.FaultOf(options.CommandOrDefault)}; "
                + $"the placeholders are {string.Join(' ', CommandTemplate.Placeholders)}");
        RuleFor(options => options.TimeLimit)
            .Within(LocalEngineOptions.MinTimeLimit, LocalEngineOptions.MaxTimeLimit);
        RuleFor(options => options.StopGrace)
            .Within(TimeSpan.Zero, LocalEngineOptions.MaxStopGrace);
    }
}
