namespace OfoWatcher.Tests.Commands;

public sealed class RetryAndAdoptCommandTests : IDisposable
{
    private readonly Share share = new();

    public void Dispose() => share.Dispose();

    [Fact]
    public async Task There_is_nothing_to_retry_for_an_unknown_project()
    {
        var outcome = await share.RunAsync("retry", "../nobody");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(
            [$"There is nothing to retry: ../nobody has no marker in {share.Output} and is not held."], outcome.Error);
    }

    [Theory]
    [InlineData("COMPLETED.json", 15, null)]
    [InlineData("FAILED.json", 15, "exit 1")]
    [InlineData("INVALID.json", 3, null)]
    public async Task An_ended_project_is_run_or_looked_at_again(string marker, int photos, string? script)
    {
        share.Script = script ?? share.Script;
        share.Upload("site", photos);
        Assert.Equal(marker, await share.PassUntilMarkedAsync("site"));
        var runs = Directory.GetDirectories(Path.Combine(share.Output, "site")).Length;

        var outcome = await share.RunAsync("retry", "site");

        Assert.Equal(["site will be taken up at the watcher's next scan."], outcome.Output);
        Assert.Null(share.MarkerOf("site"));
        Assert.Equal(marker, await share.PassUntilMarkedAsync("site"));
        var again = Directory.GetDirectories(Path.Combine(share.Output, "site"));
        Assert.Equal(runs == 0 ? 0 : runs + 1, again.Length);
    }

    [Fact]
    public async Task A_project_whose_run_goes_on_is_not_run_a_second_time()
    {
        var release = Path.Combine(share.Elsewhere, "go");
        share.Script = $"while [ ! -e '{release}' ]; do sleep 0.05; done; echo x > \"$0\"/product.txt";
        share.Upload("site");
        await Fixtures.Eventually.TrueAsync(
            async () => (await share.RunAsync("once")).Output
                .Any(line => line.Contains("launched", StringComparison.Ordinal)),
            "the run was launched");

        var outcome = await share.RunAsync("retry", "site");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Matches(@"\Asite has not ended: site-\S+ is under way\. A _CANCEL file in its folder stops it\.\z", Assert.Single(outcome.Error));
        File.WriteAllText(release, "");
        Assert.Equal("COMPLETED.json", await share.PassUntilMarkedAsync("site"));
    }

    [Fact]
    public async Task A_damaged_record_of_a_run_is_told_in_one_line()
    {
        Directory.CreateDirectory(Path.Combine(share.Output, "site", "run"));
        File.WriteAllText(Path.Combine(share.Output, "site", "run", "run.json"), "{");

        var outcome = await share.RunAsync("retry", "site");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("run.json", Assert.Single(outcome.Error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backlog_is_held_shown_and_let_go_by_retry_one_by_one()
    {
        share.Backlog = "Hold";
        share.Upload("one");
        share.Upload("two");
        var first = await share.RunAsync("once");
        Assert.Contains(first.Output, line => line.Contains("2 project(s) lay in ", StringComparison.Ordinal));

        var status = await share.RunAsync("status");
        Assert.Equal(2, status.Output.Count(line => line.Contains(
            "held: it lay here when the watcher first saw the share; the operator decides", StringComparison.Ordinal)));

        Assert.Equal(0, (await share.RunAsync("retry", "two")).ExitCode);
        Assert.Equal("COMPLETED.json", await share.PassUntilMarkedAsync("two"));
        Assert.Null(share.MarkerOf("one"));
    }

    [Fact]
    public async Task Adopting_leaves_the_backlog_as_it_is_until_its_imagery_changes()
    {
        share.Backlog = "Hold";
        share.Upload("one");
        share.Upload("two");
        await share.RunAsync("once");

        var outcome = await share.RunAsync("adopt");

        Assert.Equal(["2 projects adopted, 0 still held."], outcome.Output);
        await share.RunAsync("once");
        Assert.Null(share.MarkerOf("one"));
        share.Upload("two", photos: 16);
        Assert.Equal("COMPLETED.json", await share.PassUntilMarkedAsync("two"));
        Assert.Null(share.MarkerOf("one"));
    }

    [Fact]
    public async Task With_a_completion_log_only_what_it_names_is_adopted_and_bad_lines_are_told()
    {
        share.Backlog = "Hold";
        share.Upload("one");
        share.Upload("two");
        var log = Path.Combine(share.Elsewhere, "completed.jsonl");
        File.WriteAllLines(
            log, ["""{"project_name":"two","phase":"metashape"}""", "{", """{"project_name":"one","phase":"other"}"""]);

        var outcome = await share.RunAsync("adopt", "--completion-log", log); // Before any scan: adopt looks by itself.

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["1 project adopted, 1 still held."], outcome.Output);
        Assert.StartsWith($"{log}, line 2 is passed over: ", Assert.Single(outcome.Error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_completion_log_is_told_in_one_line_and_nothing_is_adopted()
    {
        share.Upload("one");

        var outcome = await share.RunAsync("adopt", "--completion-log", "/nowhere/log");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("/nowhere/log", Assert.Single(outcome.Error), StringComparison.Ordinal);
    }
}
