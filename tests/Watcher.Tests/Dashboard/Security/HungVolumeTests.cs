using OfoWatcher.Intake;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling.Mounts;
using OfoWatcher.Telemetry;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Dashboard.Security;

public sealed class HungVolumeTests
{
    [Fact]
    public async Task A_share_that_hangs_makes_a_watcher_that_stands_by_unready_and_holds_up_no_probe()
    {
        using var hang = new ManualResetEventSlim();
        await using var site = await SiteUnderTest.StartAsync();
        var root = site.Share.Input;
        using var watch = new MountWatch(
            site.The<OutputFolder>(),
            new FixedOptions<IntakeOptions>(
                new IntakeOptions { InputRoots = [root], StallTimeout = TimeSpan.FromSeconds(1) }),
            site.The<HealthBoard>(),
            TimeProvider.System,
            new LogLines<MountWatch>())
        {
            TryInput = _ =>
            {
                hang.Wait(CancellationToken.None);
                return null;
            },
        };
        watch.Start();

        await Eventually.TrueAsync(async () => await StatusAsync("/readyz") == 503, "it is not ready");
        Assert.Equal(200, await StatusAsync("/healthz"));
        using (var answer = await site.SendAsync(HttpMethod.Get, "/readyz"))
        {
            var words = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains(
                "the input folder <share> cannot be read: it gives no answer", words, StringComparison.Ordinal);
            Assert.DoesNotContain(root, words, StringComparison.Ordinal);
        }

        hang.Set();
        await Eventually.TrueAsync(async () => await StatusAsync("/readyz") == 200, "it is ready again");

        async Task<int> StatusAsync(string path)
        {
            using var answer = await site.SendAsync(HttpMethod.Get, path);
            return (int)answer.StatusCode;
        }
    }
}
