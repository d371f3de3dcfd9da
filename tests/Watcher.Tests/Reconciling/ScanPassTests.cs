using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OfoWatcher.Commands;
using OfoWatcher.Intake;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Reconciling;

public sealed class ScanPassTests
{
    [Fact]
    public async Task Passes_that_lead_to_nothing_tell_each_project_once()
    {
        using var share = new TestShare();
        share.AddPhotos("oak");
        await PassAsync(share, _ => { }, passes: 1);
        share.AddPhotos("fir");
        var told = await PassAsync(share, output => File.Delete(output.LockFile), passes: 3);
        Assert.StartsWith("Information: fir: found, 15 photos, ", Assert.Single(told));
    }

    /// <summary>Makes the passes of a watcher that was just started, and returns what they told of projects.</summary>
    private static async Task<IEnumerable<string>> PassAsync(TestShare share, Action<OutputFolder> disturb, int passes)
    {
        var log = new LogLines<ProjectScanner>();
        var builder = WatcherHost.CreateBuilder(
            [.. share.Settings, "--Intake:QuietPeriod=1:00:00", "--Logging:LogLevel:Default=None"]);
        builder.Services.AddSingleton<ILogger<ProjectScanner>>(log);
        using var host = builder.Build();
        var output = host.Services.GetRequiredService<OutputFolder>();
        using var exclusive = await OutputLock.TakeAsync(output, TimeProvider.System);
        disturb(output);
        for (var pass = 0; pass < passes; pass++)
            await host.Services.GetRequiredService<ScanPass>().RunAsync(TestContext.Current.CancellationToken);
        return log.AllWithLevel;
    }
}
