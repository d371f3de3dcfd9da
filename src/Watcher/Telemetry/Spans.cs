using System.Diagnostics;

namespace OfoWatcher.Telemetry;

/// <summary>
/// What the watcher does, as spans of traces. Nothing is made of them while nobody listens. Unlike labels of metrics,
/// their attributes may name projects and runs.
/// </summary>
internal static class Spans
{
    private static readonly ActivitySource Source = new(Instruments.Source, Instruments.Version);

    /// <returns>Null when nobody listens; to be disposed at the span's end.</returns>
    public static Activity? Start(string name, string? project = null) =>
        Source.StartActivity(name) is { } span ? span.SetTag("ofo.project", project) : null;

    /// <summary>A call to another program.</summary>
    /// <inheritdoc cref="Start" path="/returns"/>
    public static Activity? StartCall(string name) => Source.StartActivity(name, ActivityKind.Client);

    /// <summary>Says that what the span tells of went wrong.</summary>
    public static void Fail(this Activity? span, Exception e) =>
        span?.SetStatus(ActivityStatusCode.Error, e.Message).SetTag("error.type", e.GetType().Name);
}
