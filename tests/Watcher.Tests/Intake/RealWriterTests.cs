using OfoWatcher.Intake;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Intake;

/// <summary>
/// Real copying programs against the scanner. What is promised: (1) while anything changes from one scan to the next,
/// nothing settles, however long the time between scans; (2) while a temporary file lies there, nothing settles for
/// <see cref="IntakeOptions.StalePartialAfter"/> even if the writer stands still; (3) once the writer has ended, the
/// whole upload settles after the quiet period. A writer without temporary files that stands still for the quiet period
/// cannot be told from one that has ended; its upload settles again when it goes on.
/// </summary>
public sealed class RealWriterTests : IDisposable
{
    private const long BigFile = 3 << 20;

    private readonly WatchedShare share = new();

    public RealWriterTests()
    {
        Directory.CreateDirectory(Source);
        Shell.Run(
            Source,
            $"mkdir x; head -c 1000 /dev/urandom > a.JPG; head -c {BigFile} /dev/urandom > x/b.JPG; echo 1 > x/c.txt");
        Shell.Run(Source, "touch -d 2020-05-01 x/* a.JPG x");
        // The writers make site/ or site/x; the folder is there as a file manager leaves it at the start.
        Directory.CreateDirectory(share.PathOf("site"));
    }

    private string Source => share.Beside("card");

    private Revision Whole =>
        UploadWalk.Observe(RawPath.Of(Source), Source, "_UPLOADED", null, TestContext.Current.CancellationToken)
            .Seen.Revision;

    public void Dispose() => share.Dispose();

    [Theory]
    [InlineData("-a")]
    [InlineData("-aP")]
    [InlineData("-a --inplace")]
    [InlineData("-a --partial-dir=.rsync-partial")]
    [InlineData("-a --delay-updates")]
    [InlineData("-a --whole-file --no-times")]
    public async Task While_rsync_writes_nothing_settles_and_then_the_whole_does(string options)
    {
        Shell.Require("rsync");
        using var rsync = await HeldAtBigFileAsync(options);
        do
        {
            var upload = await share.ScanAsync(2 * share.Options.QuietPeriod);
            Assert.Null(upload!.Entry!.SettledAt);
            rsync.Continue();
            await Eventually.TrueAsync(
                () => rsync.HasExited || (Now() is { } seen && seen != upload.Entry.Seen), "rsync wrote something");
            rsync.Hold();
        }
        while (!rsync.HasExited);

        rsync.Continue();
        await rsync.EndAsync();
        await AssertSettlesWholeAsync();
    }

    [Theory]
    [InlineData("-a", ".b.JPG.")]
    [InlineData("-aP", ".b.JPG.")]
    [InlineData("-a --partial-dir=.rsync-partial", ".b.JPG.")]
    [InlineData("-a --delay-updates", ".~tmp~/")]
    public async Task A_held_up_rsync_blocks_by_its_temp_file(string options, string temporary)
    {
        Shell.Require("rsync");
        using var rsync = await HeldAtBigFileAsync(options);
        await AssertNothingSettlesForADayAsync(temporary);

        rsync.Continue();
        await rsync.EndAsync();
        await AssertSettlesWholeAsync();
    }

    [Theory]
    [InlineData("-aP", "x/b.JPG")] // Cut off under its final name, dated 1970.
    [InlineData("-a --partial-dir=.rsync-partial", "x/.rsync-partial/b.JPG")]
    [InlineData("-a --delay-updates --partial", ".~tmp~/")]
    public async Task What_a_terminated_rsync_leaves_blocks_until_it_is_completed(string options, string leftover)
    {
        Shell.Require("rsync");
        using (var rsync = await HeldAtBigFileAsync(options))
        {
            rsync.Terminate();
            rsync.Continue();
            await rsync.EndAsync();
        }

        await AssertNothingSettlesForADayAsync(leftover);
        using var again = Start(options);
        await again.EndAsync();
        await AssertSettlesWholeAsync();
    }

    [Fact]
    public async Task What_a_power_cut_leaves_of_rsync_blocks_for_a_day_and_is_a_finding_then()
    {
        Shell.Require("rsync");
        using (var rsync = await HeldAtBigFileAsync("-a"))
        {
            rsync.Kill();
            await rsync.EndAsync();
        }

        await AssertNothingSettlesForADayAsync(".b.JPG.");
        var upload = await share.ScanAsync(TimeSpan.FromHours(2));
        Assert.NotNull(upload!.Entry!.SettledAt);
        Assert.True(SettlePolicy.HasStalePartials(upload.Entry, share.Options));
        Assert.NotEqual(Whole, upload.Entry.Seen.Revision);
    }

    [Fact]
    public async Task A_held_up_writer_without_temp_files_counts_as_ended_and_settles_again_when_it_goes_on()
    {
        Shell.Require("rsync");
        using var rsync = await HeldAtBigFileAsync("-a --inplace");
        Assert.NotEqual(Whole, (await share.SettleAsync()).Entry!.Seen.Revision);

        rsync.Continue();
        await rsync.EndAsync();
        // It wrote to a file that was there already, which shows at a full scan only.
        Assert.Null((await share.ScanAsync(share.Options.FullScanInterval))!.Entry!.SettledAt);
        await AssertSettlesWholeAsync();
    }

    public static TheoryData<string> Scripts =>
    [
        // cp, one file after the other.
        "cp -r ../card/a.JPG site/; echo; read; mkdir site/x; cp ../card/x/b.JPG site/x/; echo; read; "
        + "cp -p ../card/x/c.txt site/x/",
        // A slow writer that appends.
        "cp -r ../card/. site/; : > site/x/b.JPG; for i in 1 2 3 4 5 6; do head -c $((i*512))K ../card/x/b.JPG | "
        + "tail -c 512K >> site/x/b.JPG; echo; read; done",
        // The full size at first, the bytes later.
        "cp -r ../card/. site/; truncate -s 0 site/x/b.JPG; truncate -s 3M site/x/b.JPG; "
        + "for i in 0 1 2; do echo; read; "
        + "dd if=../card/x/b.JPG of=site/x/b.JPG bs=1M count=1 skip=$i seek=$i conv=notrunc status=none; "
        + "touch -d 2020-05-01 site/x/b.JPG; done",
        // rclone.
        "mkdir site/x; head -c 1M ../card/x/b.JPG > site/x/b.JPG.a1b2c3d4.partial; echo; read; "
        + "cp ../card/x/b.JPG site/x/b.JPG.a1b2c3d4.partial; echo; read; "
        + "mv site/x/b.JPG.a1b2c3d4.partial site/x/b.JPG; echo; read; "
        + "cp ../card/x/c.txt site/x/; cp ../card/a.JPG site/",
    ];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task While_others_write_nothing_settles_and_then_the_whole_does(string script)
    {
        using var writer = new Writer(share.Root, script);
        var steps = 0;
        for (; await writer.PausesAsync(); steps++, writer.Resume())
        {
            FileClock.Tick();
            Assert.Null((await share.ScanAsync(2 * share.Options.QuietPeriod))!.Entry!.SettledAt);
        }

        Assert.True(steps >= 2);
        await writer.EndAsync();
        await AssertSettlesWholeAsync();
    }

    [Fact]
    public async Task An_rclone_that_hangs_blocks_by_its_temp_file()
    {
        share.Write("site/a.JPG");
        share.Write("site/b.JPG.a1b2c3d4.partial");
        await AssertNothingSettlesForADayAsync("b.JPG.a1b2c3d4.partial");
    }

    /// <param name="speed">In KiB/s.</param>
    private Writer Start(string options, int speed = 8000) =>
        new(share.Root, $"exec rsync --bwlimit={speed} {options} {Source}/ site/");

    private UploadObservation? Now()
    {
        try
        {
            return UploadWalk.Observe(
                RawPath.Of(share.PathOf("site")), share.Root, "_UPLOADED", null,
                TestContext.Current.CancellationToken).Seen;
        }
        catch (FolderUnreadableException)
        {
            return null; // A folder went while it was being looked at.
        }
    }

    /// <summary>
    /// An rsync that stands still half-way through the big file; slower ones are tried on a busy machine.
    /// </summary>
    private async Task<Writer> HeldAtBigFileAsync(string options)
    {
        var whole = new FileInfo(share.PathOf("site/x/b.JPG"));
        for (var speed = 8000; speed > 100; speed /= 2)
        {
            var writer = Start(options, speed);
            await Eventually.TrueAsync(
                () => writer.HasExited
                    || Directory.EnumerateFiles(share.Root, "*b.JPG*", SearchOption.AllDirectories).Any(IsBegun),
                "rsync is at the big file");
            writer.Hold();
            FileClock.Tick(); // A call to the kernel may still be ending.
            whole.Refresh();
            if (!writer.HasExited && (!whole.Exists || whole.Length < BigFile))
                return writer;
            writer.Dispose();
            Shell.Run(share.Root, "rm -r site; mkdir site");
        }

        throw new InvalidOperationException("rsync was always quicker than the test");
    }

    private static bool IsBegun(string path)
    {
        var file = new FileInfo(path);
        return file.Exists && file.Length > 0;
    }

    private async Task AssertNothingSettlesForADayAsync(string temporary)
    {
        await share.ScanAsync();
        for (var hour = 1; hour < 24; hour++)
        {
            var upload = await share.ScanAsync(TimeSpan.FromHours(1));
            Assert.Null(upload!.Entry!.SettledAt);
            Assert.Contains(temporary, upload.Entry.Seen.Partial.Example, StringComparison.Ordinal);
        }

        Assert.Contains("temp file", share.Why(), StringComparison.Ordinal);
        Assert.Contains("quiet for 10 of 10 min", share.Why(), StringComparison.Ordinal);
    }

    private async Task AssertSettlesWholeAsync()
    {
        var upload = await share.SettleAsync();
        Assert.Equal(Whole, upload.Entry!.Seen.Revision);
        Assert.Equal(PartialFiles.None, upload.Entry.Seen.Partial);
    }
}
