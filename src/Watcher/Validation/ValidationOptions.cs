using FluentValidation;
using OfoWatcher.Platform;

namespace OfoWatcher.Validation;

/// <summary>What makes an upload worth a run.</summary>
internal sealed record ValidationOptions
{
    public const string Section = "Validation";

    /// <summary>The least number of photos that Metashape would load.</summary>
    public int MinImages { get; init; } = 15;

    /// <summary>Photos further than this from all others, in metres, are of another site.</summary>
    public int SiteGap { get; init; } = 1000;
}

internal sealed class ValidationOptionsValidator : AbstractValidator<ValidationOptions>
{
    public ValidationOptionsValidator()
    {
        RuleFor(o => o.MinImages).Within(1, 1_000_000);
        RuleFor(o => o.SiteGap).Within(10, 1_000_000);
    }
}
