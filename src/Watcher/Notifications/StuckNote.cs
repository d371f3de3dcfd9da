using System.Text.Json.Serialization;
using OfoWatcher.Markers;

namespace OfoWatcher.Notifications;

/// <summary><c>stuck.json</c> beside a project's results: that it is stuck, and who was told. It goes when the project
/// comes on.</summary>
internal sealed record StuckNote
{
    public const string FileName = "stuck.json";
    public const int CurrentSchemaVersion = 1;

    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    public required string Project { get; init; }

    /// <summary>Since when it has not come on.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When that was too long.</summary>
    public required DateTimeOffset NoticedAt { get; init; }

    /// <summary>Where it stood then, in words for people.</summary>
    public required string Why { get; init; }

    /// <summary>By which it is known whether it has come on, see <see cref="Standstill.Key"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Who is to be told of it, and who was; null when nobody is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Notice? Notice { get; init; }

    public static StuckNote Of(
        string project, Standstill standstill, DateTimeOffset since, DateTimeOffset now, NotificationOptions options) =>
        new()
        {
            Project = project,
            Since = since,
            NoticedAt = now,
            Why = standstill.Why,
            Key = standstill.Key,
            Notice = Notice.Of(
                project, nameof(ProjectEventKind.Stuck), now, options.WhoWants(ProjectEventKind.Stuck)),
        };
}
