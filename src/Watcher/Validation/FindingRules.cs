using FluentValidation;

namespace OfoWatcher.Validation;

/// <summary>The words that rules are made of.</summary>
internal static class FindingRules
{
    /// <summary>Names the finding's kind, its weight, what is wrong and what to do.</summary>
    public static IRuleBuilderOptions<ProjectImagery, TProperty> Finds<TProperty>(
        this IRuleBuilderOptions<ProjectImagery, TProperty> rule,
        string code,
        Severity severity,
        Func<ProjectImagery, TProperty, string> message,
        string remedy,
        Func<TProperty, string>? file = null) =>
        rule.WithErrorCode(code)
            .WithSeverity(severity)
            .WithState((imagery, value) =>
                new FindingDetail(file?.Invoke(value) ?? "", message(imagery, value), remedy));

    /// <summary>One more finding for all the entries that a capped list counted but did not keep.</summary>
    public static void CountsBeyond<TEntry>(
        this AbstractValidator<ProjectImagery> rules,
        Func<ProjectImagery, CappedList<TEntry>> list,
        string code,
        Severity severity,
        string what) =>
        rules.RuleFor(imagery => list(imagery).Beyond).Equal(0)
            .Finds(
                code,
                severity,
                (_, beyond) => $"and {beyond} more {what}.",
                "Mend those that are listed, then look again.");
}
