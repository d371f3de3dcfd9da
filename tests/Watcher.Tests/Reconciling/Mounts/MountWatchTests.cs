using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Intake;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling.Mounts;
using OfoWatcher.Telemetry;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Reconciling.Mounts;

public sealed class MountWatchTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly HealthBoard board = new();
    private readonly LogLines<MountWatch> log = new();
    private readonly FixedOptions<IntakeOptions> settings = new(new IntakeOptions { InputRoots = ["/a", "/b"] });
    private readonly ManualResetEventSlim hang = new(initialState: true);
    private readonly MountWatch watch;
    private int triesOfA;
    private string? faultOfOutput;

    public MountWatchTests() => watch = new MountWatch(
        new OutputFolder("/out"), settings, board, time, log)
    {
        TryInput = root =>
        {
            if (root == "/a")
            {
                Interlocked.Increment(ref triesOfA);
                hang.Wait(CancellationToken.None);
            }

            return null;
        },
        TryOutput = _ => faultOfOutput,
    };

    public void Dispose()
    {
        hang.Set();
        watch.Dispose();
        hang.Dispose();
    }

    [Fact]
    public async Task A_volume_that_hangs_is_a_fault_within_45_seconds_and_again_none_once_it_answers()
    {
        await UntilAsync(() => triesOfA == 1, "it is tried at once");
        hang.Reset();
        time.Advance(TimeSpan.FromSeconds(15));
        await UntilAsync(() => triesOfA == 2, "it is tried again");
        Assert.Empty(board.Faults);

        time.Advance(TimeSpan.FromSeconds(30));
        watch.LookAtAll();
        Assert.Equal(
            "the input folder /a cannot be read: it gives no answer for 30 s", board.Faults[HealthBoard.ShareMount]);
        Assert.Single(board.Faults);

        time.Advance(TimeSpan.FromHours(1));
        watch.LookAtAll();
        Assert.DoesNotContain("30 s", board.Faults[HealthBoard.ShareMount], StringComparison.Ordinal);
        Assert.Equal(2, triesOfA); // No second thread is lost to it.

        hang.Set();
        await UntilAsync(() => board.Faults.Count == 0, "all is well again");
        Assert.Equal(["Error", "Information"], log.AllWithLevel.Select(line => line.Split(':')[0]));
    }

    [Fact]
    public async Task An_impatient_setting_shortens_the_wait_also_while_it_waits()
    {
        hang.Reset();
        await UntilAsync(() => triesOfA == 1, "it is tried");
        settings.CurrentValue = settings.CurrentValue with { StallTimeout = TimeSpan.FromSeconds(5) };
        time.Advance(TimeSpan.FromSeconds(5));
        watch.LookAtAll();

        Assert.True(board.Faults.ContainsKey(HealthBoard.ShareMount));
        settings.CurrentValue = settings.CurrentValue with { InputRoots = ["/b"] };
        watch.LookAtAll();
        Assert.Empty(board.Faults); // What is watched no more keeps nobody.
    }

    [Fact]
    public async Task An_output_volume_that_cannot_be_used_is_a_fault_of_its_own_until_it_can()
    {
        faultOfOutput = "Read-only file system";
        await UntilAsync(() => board.Faults.Count > 0, "it is seen");
        Assert.Equal(
            "the output folder /out cannot be used: Read-only file system", board.Faults[HealthBoard.OutputMount]);
        Assert.Single(board.Faults);

        faultOfOutput = null;
        time.Advance(TimeSpan.FromSeconds(15));
        await UntilAsync(() => board.Faults.Count == 0, "it is seen to be well");
    }

    [Fact]
    public void A_folder_is_tried_for_what_is_needed_of_it()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(MountProbe.Read(folder.Path));
        Assert.Null(MountProbe.Write(folder.Path));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path)); // Nothing is left behind.
        Assert.NotNull(MountProbe.Read(folder["nothing"]));
        Assert.NotNull(MountProbe.Write(folder["nothing"]));
    }

    private Task UntilAsync(Func<bool> condition, string what) => Eventually.TrueAsync(
        () =>
        {
            watch.LookAtAll();
            return condition();
        },
        what);
}
