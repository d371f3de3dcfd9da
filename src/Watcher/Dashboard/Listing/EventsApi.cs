using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OfoWatcher.Dashboard.Listing;

/// <summary>Changes of the list as they come: server-sent events, as browsers' EventSource takes them.</summary>
internal static class EventsApi
{
    private const string EventStream = "text/event-stream";

    /// <summary>Proxies give up connections on which nothing is said for a minute or so.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    public static void MapEvents(
        this IEndpointRouteBuilder site, ProjectIndex index, ChangeFeed feed, TimeProvider time)
    {
        var stopping = site.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        site.MapGet("/api/v1/events", Task (HttpContext context, CancellationToken aborted) =>
                ServeAsync(context, index, feed, time, stopping, aborted))
            .WithName("listenToChanges")
            .WithSummary("Changes of the list as they come")
            .WithDescription(
                "Server-sent events named \"change\", the first one at once and at most one a second, each with an "
                + "id of its version. One who reads slowly gets several changes as one. projects is null when "
                + "anything may have changed: ask for the list again.")
            .WithTags("Projects")
            .Produces<ListChange>(StatusCodes.Status200OK, EventStream)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task ServeAsync(
        HttpContext context,
        ProjectIndex index,
        ChangeFeed feed,
        TimeProvider time,
        CancellationToken stopping,
        CancellationToken aborted)
    {
        using var listener = feed.Listen();
        if (listener is null)
        {
            context.Response.Headers.RetryAfter = "30";
            await ApiProblem.AnswerAsync(
                context,
                StatusCodes.Status503ServiceUnavailable,
                $"{ChangeFeed.MostListeners} listen already. Ask for the list now and then instead.");
            return;
        }

        context.Response.ContentType = EventStream;
        context.Response.Headers["X-Accel-Buffering"] = "no"; // Or nginx would keep events back.
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
        try
        {
            await SayAsync(context, "retry: 2000\n\n", ends.Token);
            var told = await TellFirstAsync(context, index, ends.Token);
            await TellChangesAsync(context, index, listener, told, time, ends.Token);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            return; // Whoever listened is gone, or the watcher ends: a browser will look for the next one.
        }
    }

    /// <summary>Tells how things stand, where that is known.</summary>
    /// <returns>The version that was told.</returns>
    private static async Task<long> TellFirstAsync(
        HttpContext context, ProjectIndex index, CancellationToken cancellationToken)
    {
        if (await index.GetAsync(cancellationToken) is not { } snapshot)
            return 0;
        // One who was away for a moment, such as by a break of the network, may have missed nothing.
        var isKnown = context.Request.Headers["Last-Event-ID"] == index.NameOf(snapshot.Version);
        await TellAsync(context, index, ListChange.Of(snapshot) with { Projects = isKnown ? [] : null }, cancellationToken);
        return snapshot.Version;
    }

    private static async Task TellChangesAsync(
        HttpContext context,
        ProjectIndex index,
        ChangeListener listener,
        long told,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = listener.NextAsync(cancellationToken).AsTask();
            while (!await EndsWithinAsync(next, LongestSilence, time, cancellationToken))
                await SayAsync(context, ":\n\n", cancellationToken);
            var change = await next;
            if (change.Version > told)
                await TellAsync(context, index, change, cancellationToken);
        }
    }

    private static async Task<bool> EndsWithinAsync(
        Task task, TimeSpan span, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(span, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static Task TellAsync(
        HttpContext context, ProjectIndex index, ListChange change, CancellationToken cancellationToken)
    {
        var data = JsonSerializer.Serialize(change, ListChangeJson.Default.ListChange);
        return SayAsync(context, $"event: change\nid: {index.NameOf(change.Version)}\ndata: {data}\n\n", cancellationToken);
    }

    private static async Task SayAsync(HttpContext context, string words, CancellationToken cancellationToken)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(words), cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}
