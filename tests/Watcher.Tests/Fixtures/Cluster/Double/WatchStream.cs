using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace OfoWatcher.Tests.Fixtures.Cluster.Double;

/// <summary>One watch: its events as lines of JSON, until its time is over or the client goes.</summary>
internal sealed class WatchStream(ObjectStore store, ApiKind kind, string? ns, Selector selector, ObjectView view)
{
    private readonly Channel<ObjectChange> changes = Channel.CreateUnbounded<ObjectChange>();
    private readonly ArrayBufferWriter<byte> line = new();

    /// <summary>The version up to which the client knows all.</summary>
    private long known;

    /// <param name="response">Where the events go.</param>
    /// <param name="since">The version after which changes are told; null for all that there are, first.</param>
    /// <param name="bookmarkEvery">Null for a client that wants none.</param>
    /// <param name="end">Ends the watch.</param>
    public async Task RunAsync(HttpResponse response, long? since, TimeSpan? bookmarkEvery, CancellationToken end)
    {
        response.ContentType = "application/json";
        try
        {
            await FollowAsync(response, since, bookmarkEvery, end);
        }
        catch (ApiFault fault)
        {
            // A watch that is under way has answered 200 already: its refusal is an event.
            Write("ERROR", writer => fault.ToStatus().WriteTo(writer));
            await FlushAsync(response);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Its time is over; what was told stays told.
        }
        finally
        {
            store.Leave(changes);
        }
    }

    private async Task FollowAsync(
        HttpResponse response, long? since, TimeSpan? bookmarkEvery, CancellationToken end)
    {
        // Those that there are and those that follow may overlap; the versions tell which.
        var (there, version) = since is null ? store.List(kind, ns) : ([], since.Value);
        known = version;
        var past = store.Follow(version, changes);
        await response.StartAsync(end);
        foreach (var item in there.Where(selector.Matches))
            Write("ADDED", writer => view.WriteObject(writer, item));
        foreach (var change in past)
            Tell(change);
        if (bookmarkEvery is not null)
            Bookmark();
        await FlushAsync(response);
        await response.Body.FlushAsync(end);

        using var timer = bookmarkEvery is { } period ? new PeriodicTimer(period) : null;
        var tick = timer?.WaitForNextTickAsync(end).AsTask();
        while (true)
        {
            var next = changes.Reader.WaitToReadAsync(end).AsTask();
            if (tick is not null && await Task.WhenAny(next, tick) == tick)
            {
                await tick;
                Bookmark();
                tick = timer!.WaitForNextTickAsync(end).AsTask();
            }
            else
            {
                await next;
            }

            while (changes.Reader.TryRead(out var change))
                Tell(change);
            await FlushAsync(response);
        }
    }

    /// <summary>An object that a selector stops or starts to match goes or comes, for this watch.</summary>
    private void Tell(ObjectChange change)
    {
        if (change.Version <= known || change.Any.Kind != kind || (ns is not null && change.Any.Namespace != ns))
            return;
        var before = change.Before is { } old && selector.Matches(old);
        var after = change.After is { } now && selector.Matches(now);
        if (before || after)
        {
            var type = !before ? "ADDED" : after ? "MODIFIED" : "DELETED";
            Write(type, writer => view.WriteObject(writer, change.Any));
        }
    }

    private void Bookmark()
    {
        // Not before the changes that it vouches for.
        var version = store.Version;
        while (changes.Reader.TryRead(out var change))
            Tell(change);
        Write("BOOKMARK", writer => view.WriteBookmark(writer, version));
    }

    private void Write(string type, Action<Utf8JsonWriter> content)
    {
        using (var writer = new Utf8JsonWriter(line))
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WritePropertyName("object");
            content(writer);
            writer.WriteEndObject();
        }

        line.Write("\n"u8);
    }

    private async Task FlushAsync(HttpResponse response)
    {
        if (line.WrittenCount == 0)
            return;
        await response.Body.WriteAsync(line.WrittenMemory, response.HttpContext.RequestAborted);
        await response.Body.FlushAsync(response.HttpContext.RequestAborted);
        line.ResetWrittenCount();
    }
}
