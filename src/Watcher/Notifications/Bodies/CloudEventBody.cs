using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;

namespace OfoWatcher.Notifications.Bodies;

/// <summary>A CloudEvent 1.0 in JSON, as a whole (structured mode).</summary>
internal static class CloudEventBody
{
    public const string ContentType = "application/cloudevents+json; charset=utf-8";

    private const string TypePrefix = "org.openforestobservatory.watcher.project.";
    private const string TestType = "org.openforestobservatory.watcher.test";

    // What tells watchers apart that tell the same receiver; ids are unique without it.
    private const string Source = "/ofo-watcher";

    public static byte[] Write(ProjectEvent what, NotificationOptions options)
    {
        var data = new ProjectEventData
        {
            Project = what.Project,
            State = what.IsTest ? "Test" : what.Kind.ToString(),
            Message = what.Message,
            Run = what.Run,
            Attempt = what.Attempt,
            FailedStep = what.FailedStep,
            Photos = what.Photos,
            Products = what.Products,
            ProductBytes = what.ProductBytes,
            Errors = what.Errors,
            Since = what.Since,
            Links = StatusLinks.ReportOf(what, options) is { } report
                ? new ProjectEventLinks(StatusLinks.PageOf(what, options)!, report)
                : null,
        };
        var told = new CloudEvent
        {
            Id = what.Id,
            Source = new Uri(options.LinkBase.Length > 0 ? options.LinkBase : Source, UriKind.RelativeOrAbsolute),
            Type = what.IsTest ? TestType : TypePrefix + what.Kind.ToString().ToLowerInvariant(),
            Subject = AttributeOf(what.Project),
            Time = what.At,
            DataContentType = "application/json",
            Data = JsonSerializer.SerializeToElement(data, ProjectEventJson.Default.ProjectEventData),
        };
        return new JsonEventFormatter().EncodeStructuredModeMessage(told, out _).ToArray();
    }

    // An attribute may hold no control characters, as names of folders may. The data has the name as it is.
    private static string AttributeOf(string name) => string.Concat(name.EnumerateRunes().Select(rune =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned
            ? Rune.ReplacementChar
            : rune));
}

/// <summary>The data of a CloudEvent; what is not known is left out.</summary>
internal sealed record ProjectEventData
{
    public required string Project { get; init; }

    /// <summary>Completed, Failed, Invalid or Stuck; Test of a test.</summary>
    public required string State { get; init; }

    public required string Message { get; init; }

    public string? Run { get; init; }

    public int? Attempt { get; init; }

    public string? FailedStep { get; init; }

    public int? Photos { get; init; }

    public int? Products { get; init; }

    public long? ProductBytes { get; init; }

    public int? Errors { get; init; }

    public DateTimeOffset? Since { get; init; }

    public ProjectEventLinks? Links { get; init; }
}

/// <param name="Page">The project's page.</param>
/// <param name="Report">Its report.</param>
internal sealed record ProjectEventLinks(string Page, string Report);

[JsonSerializable(typeof(ProjectEventData))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class ProjectEventJson : JsonSerializerContext;
