using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OfoWatcher.Tests.Fixtures.Cluster.Double;

/// <summary>How a client wants objects to look: whole, or their metadata only.</summary>
internal sealed class ObjectView(ApiKind kind, bool metadataOnly)
{
    private const string MetadataVersion = "meta.k8s.io/v1";

    private string Kind => metadataOnly ? "PartialObjectMetadata" : kind.Kind;

    private string ApiVersion => metadataOnly ? MetadataVersion : kind.ApiVersion;

    /// <summary>What the Accept header asks for.</summary>
    public static ObjectView For(ApiKind kind, HttpRequest request)
    {
        foreach (var format in request.Headers.Accept.ToString().Split(','))
        {
            var parts = format.Split(';', StringSplitOptions.TrimEntries);
            if (parts[0] is not ("application/json" or "*/*" or "application/*" or ""))
                continue;
            var partial = parts.Any(part => part is "as=PartialObjectMetadata" or "as=PartialObjectMetadataList");
            if (partial && parts.Contains("g=meta.k8s.io") && parts.Contains("v=v1"))
                return new ObjectView(kind, metadataOnly: true);
            if (!parts.Any(part => part.StartsWith("as=", StringComparison.Ordinal)))
                return new ObjectView(kind, metadataOnly: false);
        }

        throw new ApiFault(406, "NotAcceptable",
            "only the following media types are accepted: application/json, application/yaml, "
            + "application/vnd.kubernetes.protobuf");
    }

    public void WriteObject(Utf8JsonWriter writer, StoredObject item)
    {
        if (metadataOnly)
            WriteMetadata(writer, item);
        else
            item.Json.WriteTo(writer);
    }

    public void WriteList(
        Utf8JsonWriter writer, IReadOnlyList<StoredObject> items, long version, string? next, int? remaining)
    {
        writer.WriteStartObject();
        writer.WriteString("apiVersion", ApiVersion);
        WriteItems(writer, items);
        writer.WriteString("kind", Kind + "List");
        writer.WriteStartObject("metadata");
        writer.WriteString("continue", next ?? "");
        if (remaining is { } count && !metadataOnly)
            writer.WriteNumber("remainingItemCount", count);
        writer.WriteString("resourceVersion", version.ToString());
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>A bookmark: an object with nothing but its kind and a resource version.</summary>
    public void WriteBookmark(Utf8JsonWriter writer, long version)
    {
        writer.WriteStartObject();
        WriteKind(writer);
        writer.WriteStartObject("metadata");
        writer.WriteString("resourceVersion", version.ToString());
        writer.WriteNull("creationTimestamp");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteItems(Utf8JsonWriter writer, IReadOnlyList<StoredObject> items)
    {
        // Lists of metadata are made item by item, and so there is no list where there is no item.
        if (metadataOnly && items.Count == 0)
        {
            writer.WriteNull("items");
            return;
        }

        writer.WriteStartArray("items");
        foreach (var item in items)
            WriteItem(writer, item);
        writer.WriteEndArray();
    }

    private void WriteItem(Utf8JsonWriter writer, StoredObject item)
    {
        if (metadataOnly || kind.IsCustom)
        {
            WriteObject(writer, item);
            return;
        }

        // In lists of its own kinds a server leaves out what the list says already.
        writer.WriteStartObject();
        foreach (var (name, value) in item.Json.Where(part => part.Key is not ("kind" or "apiVersion")))
        {
            writer.WritePropertyName(name);
            value!.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private void WriteMetadata(Utf8JsonWriter writer, StoredObject item)
    {
        writer.WriteStartObject();
        WriteKind(writer);
        writer.WritePropertyName("metadata");
        item.Json["metadata"]!.WriteTo(writer);
        writer.WriteEndObject();
    }

    private void WriteKind(Utf8JsonWriter writer)
    {
        writer.WriteString("kind", Kind);
        writer.WriteString("apiVersion", ApiVersion);
    }
}
