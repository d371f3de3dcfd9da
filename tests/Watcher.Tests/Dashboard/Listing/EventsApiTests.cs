using System.Text.Json;
using OfoWatcher.Dashboard.Listing;
using OfoWatcher.Reconciling;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Dashboard.Listing;

/// <summary>Changes as a browser gets them, by the server as it is started.</summary>
public sealed class EventsApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_event_comes_at_once_and_each_change_after_it()
    {
        List<ProjectStatus> projects = [Rows.Waiting("oak")];
        await using var served = await ServedList.StartAsync(() => Rows.Reading(projects));
        using var events = await served.ListenAsync();
        Assert.Equal("retry: 2000", await events.ReadLineAsync(Cancellation));
        Assert.Equal("", await events.ReadLineAsync(Cancellation));

        var (id, first) = await NextAsync(events);
        Assert.Equal(JsonValueKind.Null, Projects(first).ValueKind);
        Assert.Equal(1, first.GetProperty("total").GetInt32());
        var version = first.GetProperty("version").GetInt64();
        Assert.StartsWith($"{version}-", id, StringComparison.Ordinal);
        projects = [Rows.Waiting("oak"), new ProjectStatus("\n\ndata: <x>", ProjectState.Failed, "words")];
        var (next, change) = await NextAsync(events);

        Assert.Equal(version + 1, change.GetProperty("version").GetInt64());
        Assert.StartsWith($"{version + 1}-", next, StringComparison.Ordinal);
        Assert.Equal("\n\ndata: <x>", Assert.Single(Projects(change).EnumerateArray()).GetString());
        Assert.Equal(1, change.GetProperty("counts").GetProperty("Failed").GetInt32());
        Assert.Equal(0, change.GetProperty("counts").GetProperty("Running").GetInt32());
    }

    [Fact]
    public async Task One_who_comes_back_and_missed_nothing_is_told_so()
    {
        await using var served = await ServedList.StartAsync(Rows.Waiting("oak"));
        using var events = await served.ListenAsync();
        await events.ReadLineAsync(Cancellation);
        await events.ReadLineAsync(Cancellation);
        var (id, _) = await NextAsync(events);

        using var again = await served.ListenAsync(id);
        await again.ReadLineAsync(Cancellation);
        await again.ReadLineAsync(Cancellation);
        var (_, first) = await NextAsync(again);

        Assert.Equal(0, Projects(first).GetArrayLength());
    }

    [Fact]
    public async Task A_hundred_listen_and_all_end_at_once_with_the_watcher()
    {
        await using var served = await ServedList.StartAsync(Rows.Waiting("oak"));
        var all = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => served.ListenAsync()));
        foreach (var events in all)
            await NextAsync(events, lead: 2);

        await served.Server.StopAsync(Cancellation);

        foreach (var events in all)
        {
            Assert.Equal("", await events.ReadToEndAsync(Cancellation)); // Ended well, not broken off.
            events.Dispose();
        }
    }

    [Fact]
    public async Task One_too_many_is_sent_away_and_one_who_left_makes_room()
    {
        await using var served = await ServedList.StartAsync(Rows.Waiting("oak"));
        using var events = await served.ListenAsync();
        var others = Enumerable.Range(1, ChangeFeed.MostListeners - 1).Select(_ => served.Feed.Listen()).ToList();

        var (status, type, body) = await served.GetAsync("/api/v1/events");
        Assert.Equal((503, "application/problem+json"), (status, type));
        Assert.Contains("500 listen already", body, StringComparison.Ordinal);

        events.Dispose();
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await served.AskAsync("/api/v1/events");
                return answer.IsSuccessStatusCode;
            },
            "there is room again");
        Assert.DoesNotContain(null, others);
    }

    [Fact]
    public async Task With_a_volume_that_hangs_one_may_listen_and_hears_of_the_projects_once_it_is_back()
    {
        using var go = new ManualResetEventSlim();
        await using var served = await ServedList.StartAsync(() =>
        {
            go.Wait(CancellationToken.None);
            return Rows.Reading(Rows.Waiting("oak"));
        });
        using var events = await served.ListenAsync();
        Assert.Equal("retry: 2000", await events.ReadLineAsync(Cancellation));

        go.Set();
        var (_, first) = await NextAsync(events, lead: 1);

        Assert.Equal(1, first.GetProperty("total").GetInt32());
    }

    /// <param name="lead">How many lines stand before the event.</param>
    private static async Task<(string Id, JsonElement Data)> NextAsync(StreamReader events, int lead = 0)
    {
        for (var line = 0; line < lead; line++)
            await events.ReadLineAsync(Cancellation);
        Assert.Equal("event: change", await events.ReadLineAsync(Cancellation));
        var id = (await events.ReadLineAsync(Cancellation))!.Split("id: ")[1];
        var data = (await events.ReadLineAsync(Cancellation))!.Split("data: ", 2)[1];
        Assert.Equal("", await events.ReadLineAsync(Cancellation));
        using var json = JsonDocument.Parse(data);
        return (id, json.RootElement.Clone());
    }

    private static JsonElement Projects(JsonElement change) => change.GetProperty("projects");
}
