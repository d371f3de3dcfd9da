using FluentValidation;
using FluentValidation.Results;

namespace OfoWatcher.Platform;

/// <summary>
/// Rules for settings whose messages name the allowed range; the key and the value are added where they are shown.
/// </summary>
internal static class SettingRules
{
    public static IRuleBuilderOptions<T, TimeSpan> Within<T>(
        this IRuleBuilder<T, TimeSpan> rule, TimeSpan least, TimeSpan most) =>
        rule.Must(value => value >= least && value <= most)
            .WithMessage($"must be a time from {least:c} to {most:c} ([days.]hours:minutes:seconds)");

    public static IRuleBuilderOptions<T, int> Within<T>(this IRuleBuilder<T, int> rule, int least, int most) =>
        rule.Must(value => value >= least && value <= most)
            .WithMessage($"must be a whole number from {least} to {most}");

    /// <summary>One line about a setting that cannot stay as it is.</summary>
    /// <param name="section">The configuration section that the options are bound from.</param>
    /// <param name="failure">What is wrong.</param>
    /// <param name="options">The type of the options: a value that it declares secret is not shown.</param>
    public static string Describe(string section, ValidationFailure failure, Type? options = null)
    {
        var key = failure.PropertyName.Replace("[", ":", StringComparison.Ordinal)
            .Replace("]", "", StringComparison.Ordinal);
        var value = failure.AttemptedValue switch
        {
            null => "nothing",
            _ when options is not null && SecretAttribute.IsOn(options, failure.PropertyName) => SecretAttribute.Mask,
            string text => $"\"{text}\"",
            TimeSpan time => $"\"{time:c}\"",
            System.Collections.IEnumerable list => $"[{string.Join(", ", list.Cast<object>())}]",
            var other => other.ToString(),
        };
        return $"{section}:{key} is {value} but {failure.ErrorMessage}";
    }
}
