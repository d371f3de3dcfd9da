using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Dashboard.Listing;
using OfoWatcher.Intake;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Dashboard.Listing;

public sealed class FindingCountsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ConcurrentQueue<string> read = [];
    private readonly FakeTimeProvider time = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Errors_that_stop_and_warnings_that_nobody_accepts_are_counted()
    {
        Report("oak", """
            {"schemaVersion":1,"survey":{"x":[1,{"y":"NaN"}]},"findings":[
              {"code":"a","severity":"Error","accepted":false},{"code":"b","severity":"Error","accepted":true},
              {"code":"c","severity":"Warning"},{"code":"d","severity":"Warning","accepted":true},
              {"code":"e","severity":"Warning","message":"<b>"},{"code":"f","severity":"Info"}]}
            """);

        Assert.Equal(new FindingCount(1, 2), await CountAsync("oak"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"findings\":null}")]
    [InlineData("{\"findings\":7}")]
    [InlineData("{\"findings\":[{\"severity\":{}}]}")]
    [InlineData("{\"findings\":[{\"severity\":\"\\ud800\",\"accepted\":\"no\"}]}")]
    [InlineData("{\"findings\":[")]
    public async Task What_is_no_report_counts_nothing_and_keeps_nobody_from_being_counted(string content)
    {
        Report("broken", content);
        Report("deep", new string('[', 100_000));
        Report("oak", """{"findings":[null,{"severity":"Error"},{"severity":null},{"severity":"error"}]}""");

        Assert.Equal(new FindingCount(1, 0), await CountAsync("oak", "broken", "deep"));
    }

    [Fact]
    public async Task A_pipe_or_a_link_in_a_reports_place_is_not_opened()
    {
        Directory.CreateDirectory(folder["pipe"]);
        using (var made = Process.Start("mkfifo", [Path.Combine(folder["pipe"], "report.json")])!)
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        Report("oak", """{"findings":[]}""");
        Directory.CreateDirectory(folder["link"]);
        File.CreateSymbolicLink(
            Path.Combine(folder["link"], "report.json"), Path.Combine(folder["oak"], "report.json"));
        var counts = new FindingCounts(new OutputFolder(folder.Path), time);

        await ReadAsync(counts, ["pipe", "link", "oak"], "oak");

        Assert.Null(counts.Of(Rows.Waiting("pipe"), null));
        Assert.Null(counts.Of(Rows.Waiting("link"), null));
    }

    [Fact]
    public async Task A_report_is_read_again_only_when_what_it_rests_on_has_changed()
    {
        var counts = new FindingCounts(Note, time);
        await ReadAsync(counts, ["oak"], "oak");
        counts.Of(Rows.Waiting("oak"), null);
        counts.ReadDue(1);
        Assert.Single(read);

        await ReadsAsync(counts, Rows.Waiting("oak", "other words"), null, 2);
        await ReadsAsync(counts, new ProjectStatus("oak", ProjectState.Running, "10 %"), null, 3);
        await ReadsAsync(counts, new ProjectStatus("oak", ProjectState.Running, "20 %"), null, 3);
        await ReadsAsync(counts, new ProjectStatus("oak", ProjectState.Running, "30 %"), Upload(accept: null), 4);
        await ReadsAsync(counts, new ProjectStatus("oak", ProjectState.Running, "30 %"), Upload("at noon"), 5);
    }

    [Fact]
    public async Task A_report_that_is_asked_for_while_it_is_being_read_is_read_once()
    {
        using var go = new ManualResetEventSlim();
        var counts = new FindingCounts(project =>
        {
            go.Wait(CancellationToken.None);
            return Note(project);
        }, time);
        counts.Of(Rows.Waiting("oak"), null);
        counts.ReadDue(2);
        counts.Of(Rows.Waiting("oak"), null);

        go.Set();
        await Eventually.TrueAsync(() => !read.IsEmpty, "oak is read");
        await EventuallyReadAsync(counts, "ash");

        Assert.Equal(["oak", "ash"], read);
    }

    [Fact]
    public async Task A_report_that_was_not_there_is_looked_for_again_after_a_while()
    {
        var counts = new FindingCounts(new OutputFolder(folder.Path), time);
        Report("ash", """{"findings":[]}""");
        await ReadAsync(counts, ["oak", "ash"], "ash");
        Report("oak", """{"findings":[{"severity":"Error"}]}""");
        counts.Of(Rows.Waiting("oak"), null);
        counts.ReadDue(2);
        Report("elm", """{"findings":[]}""");
        await EventuallyReadAsync(counts, "elm");
        Assert.Null(counts.Of(Rows.Waiting("oak"), null));

        time.Advance(FindingCounts.LookAgainAfter);

        await EventuallyReadAsync(counts, "oak");
        Assert.Equal(new FindingCount(1, 0), counts.Of(Rows.Waiting("oak"), null));
    }

    [Fact]
    public async Task Ten_thousand_reports_are_read_some_at_a_time_until_all_are_known()
    {
        var counts = new FindingCounts(Note, time);
        var all = Rows.Many(10_000).ToList();
        for (var time = 1; time <= 20; time++)
        {
            foreach (var status in all)
                counts.Of(status, null);
            counts.ReadDue(all.Count);
            await Eventually.TrueAsync(() => read.Count == time * FindingCounts.MostAtOnce, "some are read");
            var last = read.Last();
            await Eventually.TrueAsync(
                () => counts.Of(Rows.Waiting(last), null) is not null, "what was read is known");
        }

        Assert.All(all, status => Assert.Equal(new FindingCount(0, 1), counts.Of(status, null)));
        Assert.Equal(10_000, read.Distinct().Count());
    }

    [Fact]
    public async Task A_report_that_hangs_holds_up_nobody_and_one_that_throws_ends_nothing()
    {
        using var go = new ManualResetEventSlim();
        var counts = new FindingCounts(project =>
        {
            go.Wait(CancellationToken.None);
            return project == "ash" ? throw new InvalidOperationException("never thought of") : new FindingCount(2, 0);
        }, time);
        for (var ask = 0; ask < 3; ask++)
        {
            Assert.Null(counts.Of(Rows.Waiting("ash"), null));
            Assert.Null(counts.Of(Rows.Waiting("oak"), null));
            counts.ReadDue(2);
        }

        go.Set();
        await Eventually.TrueAsync(() => counts.Of(Rows.Waiting("oak"), null)?.Errors == 2, "oak is counted");
        Assert.Null(counts.Of(Rows.Waiting("ash"), null));
    }

    private FindingCount Note(string project)
    {
        read.Enqueue(project);
        return new FindingCount(0, 1);
    }

    private void Report(string project, string content)
    {
        Directory.CreateDirectory(folder[project]);
        File.WriteAllText(Path.Combine(folder[project], "report.json"), content);
    }

    /// <summary>The count of the first project, once all were read.</summary>
    private async Task<FindingCount?> CountAsync(string project, params string[] others)
    {
        var counts = new FindingCounts(new OutputFolder(folder.Path), time);
        await ReadAsync(counts, [.. others, project], project);
        foreach (var other in others)
            Assert.Null(counts.Of(Rows.Waiting(other), null));
        return counts.Of(Rows.Waiting(project), null);
    }

    private static async Task ReadAsync(FindingCounts counts, IReadOnlyList<string> projects, string until)
    {
        foreach (var project in projects)
            counts.Of(Rows.Waiting(project), null);
        counts.ReadDue(projects.Count);
        await Eventually.TrueAsync(() => counts.Of(Rows.Waiting(until), null) is not null, $"{until} is counted");
    }

    // While a reading goes on, what is due is dropped and asked for again.
    private static async Task EventuallyReadAsync(FindingCounts counts, string project) =>
        await Eventually.TrueAsync(
            () =>
            {
                var known = counts.Of(Rows.Waiting(project), null) is not null;
                counts.ReadDue(2);
                return known;
            },
            $"{project} is counted");

    private async Task ReadsAsync(FindingCounts counts, ProjectStatus status, UploadEntry? upload, int expected) =>
        await Eventually.TrueAsync(
            () =>
            {
                counts.Of(status, upload);
                counts.ReadDue(1);
                return read.Count == expected;
            },
            $"{expected} reports were read");

    private static UploadEntry Upload(string? accept) => new()
    {
        Root = "/share",
        Seen = new UploadObservation { Control = ControlFiles.None with { Accept = accept } },
        FoundAt = Rows.Noon,
        SeenAt = Rows.Noon,
        WalkedAt = Rows.Noon,
    };
}
