using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OfoWatcher.Tests.Fixtures.Cluster.Double;

/// <summary>What a server demands of the names and labels of every object.</summary>
internal static partial class NameRules
{
    private const string Subdomain =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start "
        + "and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
        + @"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string LabelWords =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start "
        + "and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for "
        + "validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private const string KeyWords =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
        + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    /// <exception cref="ApiFault">The name or a label is not valid.</exception>
    public static void Check(ApiKind kind, JsonObject json)
    {
        var name = json.Text("metadata", "name") ?? "";
        var causes = NameFaults(name).Concat(LabelFaults(json.At("metadata", "labels") as JsonObject ?? [])).ToList();
        if (causes.Count > 0)
            throw ApiFault.Invalid(kind, name, causes);
    }

    private static IEnumerable<(string Field, string Message)> NameFaults(string name)
    {
        if (name.Length > 253)
            yield return ("metadata.name", Told(name, "must be no more than 253 characters"));
        if (!SubdomainName().IsMatch(name))
            yield return ("metadata.name", Told(name, Subdomain));
    }

    private static IEnumerable<(string Field, string Message)> LabelFaults(JsonObject labels)
    {
        foreach (var (key, node) in labels)
        {
            var value = node?.GetValue<string>() ?? "";
            var name = key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..];
            if (name.Length > 63)
                yield return ("metadata.labels", Told(key, "name part must be no more than 63 characters"));
            if (!LabelKey().IsMatch(name))
                yield return ("metadata.labels", Told(key, KeyWords));
            if (value.Length > 63)
                yield return ("metadata.labels", Told(value, "must be no more than 63 characters"));
            if (!LabelValue().IsMatch(value))
                yield return ("metadata.labels", Told(value, LabelWords));
        }
    }

    private static string Told(string value, string wrong) => $"Invalid value: \"{value}\": {wrong}";

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex SubdomainName();

    [GeneratedRegex(@"^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?\z")]
    private static partial Regex LabelValue();

    [GeneratedRegex(@"^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\z")]
    private static partial Regex LabelKey();
}
