using System.Text.RegularExpressions;

namespace OfoWatcher.Metashape.Configuration;

/// <summary>How a value fares by the rule of its key.</summary>
internal enum ValueVerdict
{
    Good,
    WrongType,
    WrongValue,
}

/// <summary>What a key takes.</summary>
/// <param name="Expected">What it takes, in words that go on from "must be".</param>
internal sealed partial record ValueRule(string Expected, Func<YamlValue, ValueVerdict> Judge)
{
    /// <summary>Python takes any text for true, "False" too: so only what YAML reads as a boolean will do.</summary>
    public static readonly ValueRule Flag = new("True or False", value => Typed(value is YamlValue.Flag));

    public static readonly ValueRule Text = new("a text", value => Typed(value is YamlValue.Text));

    /// <summary>A text, or nothing at all where "" is meant.</summary>
    public static readonly ValueRule TextOrBlank =
        new("a text or \"\"", value => Typed(value is YamlValue.Text or YamlValue.Null));

    public static readonly ValueRule TextsOrBlank = new(
        "a text, a list of texts or \"\"",
        value => Typed(value is YamlValue.Text or YamlValue.Null || IsListOfTexts(value)));

    public static readonly ValueRule Texts = new("a list of texts", value => Typed(IsListOfTexts(value)));

    /// <summary>A Kubernetes quantity or blank; what it amounts to is judged with its step.</summary>
    public static readonly ValueRule Quantity = new(
        "a quantity such as 4, \"500m\" or \"8Gi\", or blank",
        value => Typed(value is YamlValue.Text or YamlValue.Null or YamlValue.Whole or YamlValue.Real));

    public static readonly ValueRule FlagOrBlank =
        new("true, false or blank", value => Typed(value is YamlValue.Flag or YamlValue.Null));

    public static readonly ValueRule MeshExtension = new(
        "the extension of a mesh format, such as \"ply\" or \"obj\"",
        value => value is not YamlValue.Text text
            ? ValueVerdict.WrongType
            : Valued(Extension().IsMatch(text.Value)));

    public static ValueRule Number(double least, double most) => new(
        $"a number from {YamlWriter.Number(least)} to {YamlWriter.Number(most)}",
        value => value switch
        {
            YamlValue.Whole whole => Valued(whole.Value >= least && whole.Value <= most),
            YamlValue.Real real => Valued(real.Value >= least && real.Value <= most),
            _ => ValueVerdict.WrongType,
        });

    public static ValueRule Whole(long least, long most) => new(
        $"a whole number from {least} to {most}",
        value => value is YamlValue.Whole whole
            ? Valued(whole.Value >= least && whole.Value <= most)
            : ValueVerdict.WrongType);

    public static ValueRule WholeOrBlank(long least, long most) =>
        Whole(least, most) with
        {
            Expected = $"a whole number from {least} to {most}, or blank",
            Judge = value => value is YamlValue.Null ? ValueVerdict.Good : Whole(least, most).Judge(value),
        };

    /// <summary>Whole numbers of a closed list.</summary>
    public static ValueRule OneOf(params long[] allowed) => new(
        $"one of {string.Join(", ", allowed)}",
        value => value is YamlValue.Whole whole ? Valued(allowed.Contains(whole.Value)) : ValueVerdict.WrongType);

    /// <summary>Names of the module Metashape, written as texts.</summary>
    /// <param name="prefix">What goes before each name, such as "Metashape.Sensor.Type.".</param>
    public static ValueRule Name(string prefix, params string[] names) => new(
        names.Length > 6
            ? $"{prefix}{names[0]} or another of its kind"
            : "one of " + string.Join(", ", names.Select(name => prefix + name)),
        value => value is YamlValue.Text text ? Valued(IsNameOf(text, prefix, names)) : ValueVerdict.WrongType);

    /// <summary>The text "ALL" or a list of names of the module Metashape.</summary>
    public static ValueRule AllOrNames(string prefix, params string[] names) => new(
        $"\"ALL\" or a list such as [{prefix}{names[0]}]",
        value => value switch
        {
            YamlValue.Text text => text.Value == "ALL" ? ValueVerdict.Good : ValueVerdict.WrongValue,
            YamlValue.Items items when IsListOfTexts(items) => Valued(
                items.Values.Count > 0
                && items.Values.All(item => IsNameOf((YamlValue.Text)item, prefix, names))),
            _ => ValueVerdict.WrongType,
        });

    /// <summary>A list of some of a few texts.</summary>
    public static ValueRule SomeOf(params string[] allowed) => new(
        "a list of some of " + string.Join(", ", allowed.Select(text => $"\"{text}\"")),
        value => IsListOfTexts(value)
            ? Valued(((YamlValue.Items)value).Values.All(item => allowed.Contains(((YamlValue.Text)item).Value)))
            : ValueVerdict.WrongType);

    private static bool IsNameOf(YamlValue.Text text, string prefix, string[] names) =>
        text.Value.StartsWith(prefix, StringComparison.Ordinal) && names.Contains(text.Value[prefix.Length..]);

    private static bool IsListOfTexts(YamlValue value) =>
        value is YamlValue.Items items && items.Values.All(item => item is YamlValue.Text);

    private static ValueVerdict Typed(bool isGood) => isGood ? ValueVerdict.Good : ValueVerdict.WrongType;

    private static ValueVerdict Valued(bool isGood) => isGood ? ValueVerdict.Good : ValueVerdict.WrongValue;

    [GeneratedRegex(@"^[A-Za-z0-9]{2,5}\z")]
    private static partial Regex Extension();
}
