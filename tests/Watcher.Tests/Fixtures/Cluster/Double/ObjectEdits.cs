using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace OfoWatcher.Tests.Fixtures.Cluster.Double;

/// <summary>Creates, replaces, patches and deletes objects by the rules of a real server.</summary>
internal sealed class ObjectEdits(ObjectStore store)
{
    private const string Suffixes = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>What only the server writes.</summary>
    private static readonly string[] OfServer = ["uid", "creationTimestamp", "namespace", "generation"];

    public StoredObject Create(ApiKind kind, string? ns, JsonObject body) =>
        string.IsNullOrEmpty(body.Text("metadata", "resourceVersion"))
            ? Add(kind, ns, body)
            : throw ApiFault.VersionOfNothing;

    public StoredObject Replace(ApiKind kind, string? ns, string name, JsonObject body)
    {
        if (body.Text("metadata", "name") is { } told && told != name)
        {
            throw ApiFault.BadRequest(
                $"the name of the object ({told}) does not match the name on the URL ({name})");
        }

        if (store.Find(kind, ns, name) is null && kind.CreateOnUpdate)
            return body.Text("metadata", "uid") is null ? Add(kind, ns, body) : throw ApiFault.Conflict(kind, name);
        return store.Write(kind, ns, name, before =>
        {
            var current = before ?? throw ApiFault.NotFound(kind, name);
            return Renew(current, body, kind.BlindUpdate);
        });
    }

    public StoredObject Patch(ApiKind kind, string? ns, string name, JsonObject patch) =>
        store.Write(kind, ns, name, before =>
        {
            var current = before ?? throw ApiFault.NotFound(kind, name);
            var merged = current.Json.Copy();
            JsonTree.Merge(merged, patch);
            return Renew(current, merged, blind: true);
        });

    public StoredObject Delete(ApiKind kind, string? ns, string name) =>
        store.Write(kind, ns, name, before =>
        {
            var current = before ?? throw ApiFault.NotFound(kind, name);
            if (kind != ApiKind.Namespaces)
                return null;

            // A namespace goes when its finalizer has emptied it, which in a cluster a controller does.
            var ending = current.Json.Copy();
            ending.Child("metadata")["deletionTimestamp"] ??= Now();
            ending.Child("status")["phase"] = "Terminating";
            return ending;
        });

    /// <summary>Takes a namespace's finalizers away, after which it is gone.</summary>
    public StoredObject Finalize(string name, JsonObject body) =>
        store.Write(ApiKind.Namespaces, null, name, before =>
        {
            var current = before ?? throw ApiFault.NotFound(ApiKind.Namespaces, name);
            if (!body.Texts("spec", "finalizers").Any())
                return null;
            return current.Json.Copy();
        });

    private StoredObject Add(ApiKind kind, string? ns, JsonObject body)
    {
        var metadata = body.Child("metadata");
        if (string.IsNullOrEmpty(metadata.Text("name")) && metadata.Text("generateName") is { } prefix)
            metadata["name"] = prefix + RandomNumberGenerator.GetString(Suffixes, 5);
        if (body.Text("metadata", "name") is not { Length: > 0 } name)
            throw ApiFault.Invalid(kind, "", [("metadata.name", "Required value: name or generateName is required")]);
        CheckPlace(kind, ns, name, body);
        NameRules.Check(kind, body);
        return store.Write(kind, ns, name, before =>
        {
            if (before is not null)
                throw ApiFault.AlreadyExists(kind, name);
            Stamp(kind, ns, body);
            return body;
        });
    }

    private void CheckPlace(ApiKind kind, string? ns, string name, JsonObject body)
    {
        if (ns is null)
            return;
        if (body.Text("metadata", "namespace") is { } told && told != ns)
        {
            throw ApiFault.BadRequest(
                "the namespace of the provided object does not match the namespace sent on the request");
        }

        var place = store.Find(ApiKind.Namespaces, null, ns) ?? throw ApiFault.NotFound(ApiKind.Namespaces, ns);
        if (place.Json.Text("status", "phase") == "Terminating")
            throw ApiFault.Terminating(kind, name, ns);
    }

    private static void Stamp(ApiKind kind, string? ns, JsonObject body)
    {
        body["apiVersion"] = kind.ApiVersion;
        body["kind"] = kind.Kind;
        var metadata = body.Child("metadata");
        if (ns is not null)
            metadata["namespace"] = ns;
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = Now();
        metadata.Remove("resourceVersion");
        if (kind.IsCustom)
            metadata["generation"] = 1;
        if (kind == ApiKind.Namespaces)
        {
            body.Child("spec")["finalizers"] = new JsonArray("kubernetes");
            body.Child("status")["phase"] = "Active";
        }
    }

    /// <summary>The new content of an object, with what only the server writes as it was.</summary>
    private static JsonObject Renew(StoredObject current, JsonObject body, bool blind)
    {
        var kind = current.Kind;
        var metadata = body.Child("metadata");
        var asked = metadata.Text("resourceVersion") ?? "";
        if (asked.Length == 0 && !blind)
            throw ApiFault.VersionMissing(kind, current.Name);
        if (asked.Length > 0 && asked != current.Json.Text("metadata", "resourceVersion"))
            throw ApiFault.Conflict(kind, current.Name);
        var before = (JsonObject)current.Json["metadata"]!;
        foreach (var name in OfServer)
        {
            metadata.Remove(name);
            if (before[name] is { } value)
                metadata[name] = value.DeepClone();
        }

        metadata["name"] = current.Name;
        metadata["resourceVersion"] = before.Text("resourceVersion");
        body["apiVersion"] = kind.ApiVersion;
        body["kind"] = kind.Kind;
        NameRules.Check(kind, body);
        if (kind.IsCustom && !SameOutsideMetadata(current.Json, body))
            metadata["generation"] = before["generation"]!.GetValue<int>() + 1;
        return body;
    }

    private static bool SameOutsideMetadata(JsonObject one, JsonObject other) =>
        one.Count == other.Count
        && one.All(part => part.Key == "metadata" || JsonNode.DeepEquals(part.Value, other[part.Key]));

    private static string Now() => TimeProvider.System.GetUtcNow()
        .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
