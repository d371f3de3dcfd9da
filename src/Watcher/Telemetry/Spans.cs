using System.Diagnostics;

namespace OfoWatcher.Telemetry;

/// <summary>
/// What the watcher does, as spans of traces. Nothing is made of them while nobody listens. Unlike labels of metrics,
/// their attributes may name projects and runs.
/// </summary>
internal static class Spans
{
    private const string Eventful = "ofo.eventful";

    private static readonly ActivitySource Source = new(Instruments.Source, Instruments.Version);

    /// <returns>Null when nobody listens; to be disposed at the span's end.</returns>
    public static Activity? Start(string name, string? project = null)
    {
        KeepCurrent();
        return Source.StartActivity(name)?.SetTag("ofo.project", project);
    }

    /// <summary>A call to another program.</summary>
    /// <inheritdoc cref="Start" path="/returns"/>
    public static Activity? StartCall(string name)
    {
        KeepCurrent();
        return Source.StartActivity(name, ActivityKind.Client);
    }

    /// <summary>Something follows from what the current span tells of, so that it is worth telling.</summary>
    public static void KeepCurrent() => Activity.Current?.SetCustomProperty(Eventful, Eventful);

    /// <summary>
    /// Keeps a span that is about to end to itself when nothing came of it: thousands of projects are looked at every
    /// minute, and of most of them there is nothing to tell.
    /// </summary>
    public static void DropIfNothingCameOfIt(this Activity? span)
    {
        if (span?.GetCustomProperty(Eventful) is null && span?.Status != ActivityStatusCode.Error)
            span?.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    /// <summary>Says that what the span tells of went wrong.</summary>
    public static void Fail(this Activity? span, Exception e) =>
        span?.SetStatus(ActivityStatusCode.Error, e.Message).SetTag("error.type", e.GetType().Name);
}
