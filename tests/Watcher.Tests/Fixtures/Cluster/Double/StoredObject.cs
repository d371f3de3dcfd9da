using System.Text.Json.Nodes;

namespace OfoWatcher.Tests.Fixtures.Cluster.Double;

/// <summary>One version of an object; it is never changed.</summary>
internal sealed record StoredObject(ApiKind Kind, string Namespace, string Name, long Version, JsonObject Json)
{
    /// <summary>Its place in lists, which are in the order of namespace and name.</summary>
    public string Key => KeyOf(Namespace, Name);

    public static string KeyOf(string? ns, string name) => $"{ns}/{name}";
}

/// <summary>What happened to an object, as watches see it.</summary>
/// <param name="Version">The resource version of the change.</param>
/// <param name="Before">Null when it was created.</param>
/// <param name="After">Null when it was deleted.</param>
internal sealed record ObjectChange(long Version, StoredObject? Before, StoredObject? After)
{
    public StoredObject Any => After ?? Before!;
}
