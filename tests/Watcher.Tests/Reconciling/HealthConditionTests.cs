using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OfoWatcher.Commands;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Telemetry;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Reconciling;

/// <summary>What a pass finds wrong stands on the health board until a later one finds it right.</summary>
public sealed class HealthConditionTests : IDisposable
{
    private readonly TestShare share = new();
    private readonly IHost host;
    private readonly HealthBoard board;

    public HealthConditionTests()
    {
        host = WatcherHost.CreateBuilder([.. share.Settings, "--Logging:LogLevel:Default=None"]).Build();
        board = host.Services.GetRequiredService<HealthBoard>();
    }

    public void Dispose()
    {
        host.Dispose();
        share.Dispose();
    }

    [Fact]
    public async Task An_input_root_that_cannot_be_relied_on_is_a_fault_of_the_share_until_it_is_back()
    {
        share.AddPhotos("oak");
        using var exclusive = await TakeOutputAsync();
        await PassAsync();
        Assert.Empty(board.Faults);

        Directory.Move(share.Input, share.Input + ".away");
        await PassAsync();
        Assert.Equal(
            $"the input folder {share.Input} cannot be relied on: cannot read {share.Input}: No such file or directory",
            Assert.Single(board.Faults, fault => fault.Key == "share").Value);

        Directory.CreateDirectory(share.Input); // As an unmounted volume shows.
        await PassAsync();
        Assert.Contains("is the volume mounted?", board.Faults["share"], StringComparison.Ordinal);

        Directory.Delete(share.Input);
        Directory.Move(share.Input + ".away", share.Input);
        await PassAsync();
        Assert.Empty(board.Faults);
    }

    [Fact]
    public async Task An_output_folder_that_cannot_be_written_is_a_fault_until_it_can()
    {
        using var exclusive = await TakeOutputAsync();
        await PassAsync();
        Assert.Empty(board.Faults);

        Directory.Move(share.Output, share.Output + ".away");
        await PassAsync();
        var fault = Assert.Single(board.Faults);
        Assert.Equal("output", fault.Key);
        Assert.StartsWith($"output folder {share.Output} cannot be written: ", fault.Value, StringComparison.Ordinal);

        Directory.Move(share.Output + ".away", share.Output);
        await PassAsync();
        Assert.Empty(board.Faults);
    }

    private Task<IDisposable> TakeOutputAsync() =>
        OutputLock.TakeAsync(host.Services.GetRequiredService<OutputFolder>(), TimeProvider.System);

    private Task<bool> PassAsync() =>
        host.Services.GetRequiredService<ScanPass>().RunAsync(TestContext.Current.CancellationToken);
}
