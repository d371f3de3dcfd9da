using System.Text.RegularExpressions;

namespace OfoWatcher.Tests.Fixtures.Cluster.Double;

/// <summary>The <c>labelSelector</c> and <c>fieldSelector</c> of a list or watch.</summary>
internal sealed partial class Selector
{
    private readonly List<Func<StoredObject, bool>> terms = [];

    private Selector()
    {
    }

    /// <summary>Whether it picks anything out at all.</summary>
    public bool IsEmpty => terms.Count == 0;

    /// <exception cref="ApiFault">One of them cannot be read.</exception>
    public static Selector Parse(ApiKind kind, string labels, string fields)
    {
        var selector = new Selector();
        // Commas within parentheses belong to a set.
        foreach (var term in Comma().Split(labels).Where(term => term.Length > 0))
            selector.terms.Add(LabelTerm(term.Trim()));
        foreach (var term in fields.Split(',', StringSplitOptions.RemoveEmptyEntries))
            selector.terms.Add(FieldTerm(kind, term));
        return selector;
    }

    public bool Matches(StoredObject item) => terms.TrueForAll(term => term(item));

    private static Func<StoredObject, bool> LabelTerm(string term)
    {
        if (SetTerm().Match(term) is { Success: true } set)
        {
            var values = set.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries).ToHashSet();
            var wanted = set.Groups["not"].Length == 0;
            var name = set.Groups["key"].Value;
            return item => (Label(item, name) is { } value && values.Contains(value)) == wanted;
        }

        if (EqualTerm().Match(term) is { Success: true } equal)
        {
            var wanted = equal.Groups["operator"].Value != "!=";
            return item => (Label(item, equal.Groups["key"].Value) == equal.Groups["value"].Value) == wanted;
        }

        if (KeyTerm().Match(term) is { Success: true } key)
            return item => (Label(item, key.Groups["key"].Value) is null) == (key.Groups["not"].Length > 0);
        throw ApiFault.BadRequest($"unable to parse requirement: found '{term}'");
    }

    private static Func<StoredObject, bool> FieldTerm(ApiKind kind, string term)
    {
        if (EqualTerm().Match(term) is not { Success: true } equal)
            throw ApiFault.BadRequest($"invalid selector: '{term}'; can't understand '{term}'");
        var field = equal.Groups["key"].Value;
        if (field is not ("metadata.name" or "metadata.namespace") && kind.IsCustom)
            throw ApiFault.BadRequest($"field label not supported: {field}");
        var wanted = equal.Groups["operator"].Value != "!=";
        return item =>
            ((item.Json.Text(field.Split('.')) ?? "") == equal.Groups["value"].Value) == wanted;
    }

    private static string? Label(StoredObject item, string key) => item.Json.Text("metadata", "labels", key);

    [GeneratedRegex(@",(?![^(]*\))")]
    private static partial Regex Comma();

    [GeneratedRegex(@"^(?<key>[\w./-]+)\s+(?<not>not)?in\s*\((?<values>[^)]*)\)$")]
    private static partial Regex SetTerm();

    [GeneratedRegex(@"^(?<key>[\w./-]+)\s*(?<operator>!=|==?)\s*(?<value>[\w.-]*)$")]
    private static partial Regex EqualTerm();

    [GeneratedRegex(@"^(?<not>!?)(?<key>[\w./-]+)$")]
    private static partial Regex KeyTerm();
}
