using System.Text.RegularExpressions;

namespace OfoWatcher.Tests.Deploy.Dag;

/// <summary>A task of a DAG.</summary>
/// <param name="Depends">What of earlier tasks it asks for; null when it is among the first.</param>
/// <param name="When">Whether it runs, with the tags of the parameters; null when always.</param>
/// <param name="Template">The template that it runs.</param>
/// <param name="ContinuesOnFailure">Whether the DAG succeeds though it failed.</param>
internal sealed partial record DagTask(
    string Name, Condition? Depends, string? When, string Template, bool ContinuesOnFailure)
{
    /// <summary>The tasks that it depends on.</summary>
    public IReadOnlyList<string> Dependencies { get; } =
        [.. (Depends?.Words ?? []).Select(word => word.Split('.')[0]).Distinct()];

    /// <summary>Whether the results of the tasks before let it run.</summary>
    public bool MayRun(IReadOnlyDictionary<string, NodePhase> ended) => Depends?.Holds(word =>
    {
        var parts = word.Split('.');
        var phase = ended[parts[0]];
        // A task's name alone asks for what is no failure.
        return parts.Length == 1
            ? phase is NodePhase.Succeeded or NodePhase.Skipped
            : phase.AskedForAs() == parts[1];
    }) ?? true;

    /// <summary>Whether it is wanted; null when its <c>when</c> cannot be read.</summary>
    public bool? IsWanted(IReadOnlyDictionary<string, string> parameters)
    {
        if (When is null)
            return true;
        try
        {
            // An expression compares the values; a plain tag puts them into the text, which is read then.
            var text = ExpressionTag().Replace(When, tag =>
                Condition.Parse(IndexedParameter().Replace(
                    tag.Groups[1].Value, name => $"'{parameters[name.Groups[1].Value]}'")).Holds(_ => false)
                    ? "true == true" : "true == false");
            return Condition.Parse(PlainTag().Replace(text, tag => parameters[tag.Groups[1].Value]))
                .Holds(word => word == "true");
        }
        catch (FormatException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\{\{=(.*?)\}\}")]
    private static partial Regex ExpressionTag();

    [GeneratedRegex(@"workflow\.parameters\['([-a-z]+)'\]")]
    private static partial Regex IndexedParameter();

    [GeneratedRegex(@"\{\{workflow\.parameters\.([-a-z]+)\}\}")]
    private static partial Regex PlainTag();
}
