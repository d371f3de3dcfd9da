using System.Text.Json.Serialization;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;

namespace OfoWatcher.Dashboard;

/// <summary>Where all projects stand, as the folders tell; <c>status --json</c> prints it.</summary>
/// <param name="Watcher">Who watches; null when nobody does.</param>
internal sealed record StatusReport(string? Watcher, IReadOnlyList<ProjectStatus> Projects)
{
    public byte[] ToJson() => ReadableJson.Serialize(this, StatusJson.Default.StatusReport);
}

[JsonSerializable(typeof(StatusReport))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
internal sealed partial class StatusJson : JsonSerializerContext;
