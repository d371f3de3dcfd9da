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

    /// <summary>Sends a file of a project, which takes as long as whoever asked takes to read it.</summary>
    Download,

    /// <summary>Asks for something to be done: <see cref="TokenCheck"/> counts those who may not.</summary>
    Act,
}

internal static class RequestClasses
{
    /// <summary>Where changes are told as they come.</summary>
    public static readonly PathString Events = new("/api/v1/events");

    private static readonly PathString[] Probes = [new("/healthz"), new("/readyz"), new("/metrics")];
    private static readonly PathString Project = new("/api/v1/projects");

    public static RequestClass Of(HttpRequest request)
    {
        // As the pages are looked for: whatever the capitals, with a slash at the end or without.
        var path = new PathString(request.Path.Value?.TrimEnd('/'));
        var inProject = path.StartsWithSegments(Project, out var rest) ? rest.Value?.Split('/')[1..] ?? [] : [];
        if (HttpMethods.IsPost(request.Method))
            return inProject is [_, var action] && IsAction(action) ? RequestClass.Act : RequestClass.Read;
        if (Probes.Contains(path))
            return RequestClass.Probe;
        if (path == Events)
            return RequestClass.Listen;
        return inProject.Length switch
        {
            0 => RequestClass.Read,
            1 => RequestClass.Look,
            _ => RequestClass.Download,
        };
    }

    private static bool IsAction(string word) =>
        word.Equals("retry", StringComparison.OrdinalIgnoreCase) || word.Equals("stop", StringComparison.OrdinalIgnoreCase);
}
