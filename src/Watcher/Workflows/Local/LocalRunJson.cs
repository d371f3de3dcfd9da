using System.Text.Json.Serialization;

namespace OfoWatcher.Workflows.Local;

/// <summary>How the files between the watcher and a run's supervisor are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunCommand))]
[JsonSerializable(typeof(RunProcess))]
[JsonSerializable(typeof(RunExit))]
internal sealed partial class LocalRunJson : JsonSerializerContext;
