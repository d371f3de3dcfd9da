using System.Text.Json.Serialization;

namespace OfoWatcher.Markers;

/// <summary>What an operator may ask for a project.</summary>
internal enum RequestKind
{
    /// <summary>Run it again, or for the first time when it is held.</summary>
    Retry,

    /// <summary>Stop its run.</summary>
    Stop,
}

/// <summary>
/// What an operator asked for, as it waits in the project's folder for the watcher that acts, which may be another
/// process than the one that was asked.
/// </summary>
internal sealed record ProjectRequest
{
    /// <summary>The version this program writes; a request of another version is dropped.</summary>
    public const int CurrentSchemaVersion = 1;

    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    public required RequestKind Kind { get; init; }

    /// <summary>Tells requests apart in the log.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The address of whoever asked.</summary>
    public required string From { get; init; }

    /// <summary>The run that is to be stopped, lest a later one is; null to stop whichever goes.</summary>
    public string? Run { get; init; }
}

/// <summary>What lay in the place of a request: one of both is null.</summary>
/// <param name="Request">The request.</param>
/// <param name="Fault">Why it is none.</param>
internal sealed record RequestReading(ProjectRequest? Request, string? Fault);

[JsonSerializable(typeof(ProjectRequest))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true)]
internal sealed partial class RequestJson : JsonSerializerContext;
