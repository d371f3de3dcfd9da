using Microsoft.AspNetCore.Http;

namespace OfoWatcher.Dashboard.Security;

/// <summary>What a request costs, which decides how many of its kind are let in.</summary>
internal enum RequestClass
{
    /// <summary>Of a probe or of the monitoring: never held up.</summary>
    Probe,

    /// <summary>Answered from memory.</summary>
    Read,

    /// <summary>Stays open and is told what changes.</summary>
    Listen,

    /// <summary>Reads the output volume.</summary>
    Look,

    /// <summary>Sends one of the files that a run made, which may have gigabytes.</summary>
    Download,

    /// <summary>Asks for something to be done.</summary>
    Act,
}

internal static class RequestClasses
{
    private const string Products = "/products/";
    private const string Log = "/log.txt";

    /// <summary>Where changes are told as they come.</summary>
    public static readonly PathString Events = new("/api/v1/events");

    private static readonly PathString[] Probes = [new("/healthz"), new("/readyz"), new("/metrics")];
    private static readonly PathString Project = new("/api/v1/projects");

    public static RequestClass Of(HttpRequest request)
    {
        if (HttpMethods.IsPost(request.Method))
            return RequestClass.Act;
        // As the pages are looked for: whatever the capitals, with a slash at the end or without.
        var path = new PathString(request.Path.Value?.TrimEnd('/'));
        if (Probes.Contains(path))
            return RequestClass.Probe;
        if (path == Events)
            return RequestClass.Listen;
        if (!path.StartsWithSegments(Project, out var rest) || rest.Value is not { Length: > 1 })
            return RequestClass.Read;
        return rest.Value.Contains(Products, StringComparison.OrdinalIgnoreCase)
            || rest.Value.EndsWith(Log, StringComparison.OrdinalIgnoreCase)
                ? RequestClass.Download
                : RequestClass.Look;
    }
}
