using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Intake;
using OfoWatcher.Reconciling;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Validation;

namespace OfoWatcher.Tests.Reconciling;

public sealed class InspectionsTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly ManualResetEventSlim share = new(initialState: false); // Set when the share answers again.
    private readonly WorkQueue queue;
    private readonly Inspections inspections;
    private readonly string[] hanging = ["hung-1", "hung-2"];
    private int looks;

    public InspectionsTests()
    {
        queue = new WorkQueue(time);
        inspections = new Inspections(queue, Look, new FixedOptions<IntakeOptions>(new()), time, new NoEnd());
    }

    public void Dispose()
    {
        share.Set();
        inspections.Dispose();
        queue.Dispose();
        share.Dispose();
    }

    [Fact]
    public async Task Looks_that_hang_are_told_and_hold_up_no_other_project()
    {
        Start("hung-1");
        Start("hung-2");
        await Eventually.TrueAsync(() => Volatile.Read(ref looks) == 2, "both hang");
        Start("oak");
        Assert.Null(inspections.Find("oak", "stamp"));
        await TurnTheClockUntil(() => HungWords().Any(), "the hang is told");
        Assert.All(HungWords(), words => Assert.Contains("gave no answer for 60 s", words, StringComparison.Ordinal));
        await Eventually.TrueAsync(() => inspections.Find("oak", "stamp") is not null, "oak has been looked at");
    }

    private IEnumerable<string> HungWords() => hanging
        .Select(project => inspections.Progress(project, "stamp") ?? "")
        .Where(words => words.Contains("could not be checked", StringComparison.Ordinal));

    [Fact]
    public async Task No_second_look_at_a_project_starts_while_the_first_one_hangs_and_one_does_when_the_share_is_back()
    {
        Start("hung");
        await TurnTheClockUntil(() => inspections.AnyFailed, "the hang is told");
        Start("hung");
        await Eventually.TrueAsync(() => inspections.IsIdle, "the second look has ended");
        Assert.Equal(1, looks);
        Assert.Contains("still gives no answer", inspections.Progress("hung", "stamp"), StringComparison.Ordinal);

        share.Set();
        await Eventually.TrueAsync(() => TryAgain("hung"), "it is looked at again");
        Assert.Equal(2, looks);
    }

    [Fact]
    public async Task A_report_is_for_the_state_of_the_upload_it_was_made_for()
    {
        Start("oak");
        await Eventually.TrueAsync(() => inspections.Find("oak", "stamp") is not null, "oak has been looked at");
        Assert.Null(inspections.Find("oak", "another stamp"));
        Assert.Equal("oak", await queue.TakeAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_look_comes_on_when_it_has_its_turn_and_a_repeated_one_when_it_gets_further()
    {
        Start("hung-1");
        Start("hung-2");
        await Eventually.TrueAsync(() => Volatile.Read(ref looks) == 2, "both hang");
        Start("oak");
        Assert.Equal(7, inspections.Furthest("hung-1", "stamp"));
        Assert.Null(inspections.Furthest("hung-1", "another stamp"));
        Assert.Null(inspections.Furthest("oak", "stamp"));

        await TurnTheClockUntil(() => HungWords().Count() == 2, "the hang is told");
        Start("hung-1");
        Assert.Equal(7, inspections.Furthest("hung-1", "stamp"));
        await Eventually.TrueAsync(() => inspections.Furthest("oak", "stamp") is 0, "oak has its turn");
    }

    private void Start(string project) =>
        inspections.Start(new ProjectImagery { Project = project, Folders = ["/share/" + project] }, "stamp", 1);

    private bool TryAgain(string project)
    {
        if (inspections.IsIdle && inspections.Find(project, "stamp") is null)
            Start(project);
        return inspections.Find(project, "stamp") is not null;
    }

    private Task TurnTheClockUntil(Func<bool> condition, string what) =>
        Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return condition();
            },
            what);

    private ValidationReport Look(ProjectImagery imagery, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var hangs = imagery.Project.StartsWith("hung", StringComparison.Ordinal);
        if (hangs)
            progress.Report(7);
        Interlocked.Increment(ref looks);
        if (hangs)
            share.Wait(CancellationToken.None); // As in the kernel: nothing ends it.
        return new ValidationReport(imagery, []);
    }

    private sealed class NoEnd : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication()
        {
        }
    }
}
