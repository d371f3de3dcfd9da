using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Reconciling;
using OfoWatcher.Telemetry;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Fixtures.Cluster;
using OfoWatcher.Tests.Workflows.Argo;

namespace OfoWatcher.Tests.Reconciling;

/// <summary>What is told of the engine while no project wants a run.</summary>
[Collection(nameof(DoubleCluster))]
public sealed class EngineProbeTests(DoubleCluster fixture)
{
    private readonly TestCluster cluster = fixture.Require();
    private readonly FakeTimeProvider time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_missing_template_is_a_fault_before_the_first_upload_until_it_is_there()
    {
        await using var on = await EngineOnCluster.StartAsync(
            cluster, await cluster.MakeNamespaceAsync(withTemplate: false), time);
        using var probe = new EngineProbe(HealthOf(on), time);
        await probe.StartAsync(Cancellation);
        await Eventually.TrueAsync(
            () => on.Health.Faults.GetValueOrDefault(HealthBoard.Engine)?.Contains("is missing", StringComparison.Ordinal) == true,
            "it is told that the template is missing");

        await cluster.ApplyTemplateAsync(on.Namespace);
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(EngineProbe.Interval);
                return !on.Health.Faults.ContainsKey(HealthBoard.Engine);
            },
            "nothing is wrong with the engine any more");
        await probe.StopAsync(Cancellation);
    }

    [Fact]
    public async Task What_could_not_be_launched_is_no_fault_for_ever_once_nobody_wants_it_any_more()
    {
        await using var on = await EngineOnCluster.StartAsync(cluster, time: time);
        var health = HealthOf(on);
        health.NoteFailure("connection refused");
        time.Advance(TimeSpan.FromMinutes(4));
        Assert.Null(await health.CheckAsync(Cancellation)); // It may be tried again,
        Assert.Equal("connection refused", on.Health.Faults[HealthBoard.Engine]); // and is not known to work.

        time.Advance(TimeSpan.FromMinutes(1));
        await health.CheckAsync(Cancellation);

        Assert.DoesNotContain(HealthBoard.Engine, on.Health.Faults.Keys);
    }

    private EngineHealth HealthOf(EngineOnCluster on) =>
        new(on.Engine, new LaunchBreaker(time), on.Health, time, new LogLines<EngineHealth>());
}
