using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Fixtures.Cluster;

namespace OfoWatcher.Tests.Telemetry;

/// <summary>What a daemon sends to an OpenTelemetry collector.</summary>
public sealed class OtlpTests : IDisposable
{
    private const string Traces = "/v1/traces";
    private const string Metrics = "/v1/metrics";
    private const string NotArriving = "Traces and metrics do not arrive at ";

    private readonly TestShare share = new();

    public void Dispose() => share.Dispose();

    [Fact]
    public async Task A_projects_way_is_sent_as_spans_and_measurements_and_what_is_left_at_the_end()
    {
        await using var collector = await Collector.StartAsync();
        share.AddPhotos("oak");
        await using var watcher = Start(
            collector.Url, "HttpProtobuf", "OTEL_EXPORTER_OTLP_HEADERS=x-key=secret", "POD_NAME=watcher-7");
        await share.CompletedAsync("oak");
        await watcher.SaysAsync("oak: COMPLETED");
        var outcome = await watcher.StopAsync();

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(outcome.Output, line =>
            line.Contains($"Traces and metrics are sent to {collector.Url}", StringComparison.Ordinal));
        foreach (var span in new[] { "scan", "reconcile", "validate", "launch", "mark", "write record" })
            Assert.True(collector.Holds(Traces, span), $"there is no span {span}");
        foreach (var value in new[] { "ofo.project", "oak", "service.name", "ofo-watcher", "watcher-7" })
            Assert.True(collector.Holds(Traces, value), $"no span has {value}");
        // They are sent once a minute, so that these were sent at the end.
        string[] metrics = ["ofo_watcher.runs", "ofo_watcher.launch_to_done", "ofo_watcher.projects", "completed"];
        foreach (var name in metrics)
            Assert.True(collector.Holds(Metrics, name), $"there is no metric {name}");
        Assert.False(collector.Holds(Metrics, "oak"));
        Assert.All(
            [.. collector.To(Traces), .. collector.To(Metrics)],
            request => Assert.Equal(("application/x-protobuf", "secret"), (request.Type, request.Key)));
    }

    [Fact]
    public async Task A_collector_may_be_spoken_to_by_gRPC()
    {
        await using var collector = await Collector.StartAsync(grpc: true);
        share.AddPhotos("oak");
        await using var watcher = Start(collector.Url, "Grpc");
        await share.CompletedAsync("oak");
        await watcher.StopAsync();

        const string services = "/opentelemetry.proto.collector.";
        Assert.True(collector.Holds(services + "trace.v1.TraceService/Export", "validate"));
        Assert.True(collector.Holds(services + "metrics.v1.MetricsService/Export", "ofo_watcher.runs"));
        Assert.DoesNotContain(watcher.Output, line => line.Contains(NotArriving, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_collector_that_is_away_is_told_once_and_holds_up_neither_projects_nor_the_end()
    {
        share.AddPhotos("oak");
        await using var watcher = Start(new Uri("http://127.0.0.1:9"), "Grpc");
        await share.CompletedAsync("oak");
        await watcher.SaysAsync(NotArriving);
        share.AddPhotos("elm");
        await share.CompletedAsync("elm");
        var outcome = await watcher.StopAsync();

        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Error);
        Assert.Single(outcome.Output, line => line.Contains(NotArriving, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_collector_that_never_answers_holds_up_neither_projects_nor_the_end()
    {
        await using var silent = await LoopbackServer.StartAsync(
            context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        share.AddPhotos("oak");
        await using var watcher = Start(silent.Url, "HttpProtobuf");
        await share.CompletedAsync("oak");
        var outcome = await watcher.StopAsync();

        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public async Task A_collector_that_comes_back_is_told()
    {
        await using var collector = await Collector.StartAsync();
        collector.IsWell = false;
        await using var watcher = Start(collector.Url, "HttpProtobuf");
        await watcher.SaysAsync(NotArriving);
        collector.IsWell = true;

        await watcher.SaysAsync("Traces and metrics arrive at ");
    }

    [Fact]
    public async Task A_single_pass_sends_what_it_did_too_but_no_looks_at_projects_that_led_to_nothing()
    {
        share.AddPhotos("oak");
        await using (var watcher = WatcherProcess.Start("/", ["run", .. share.Settings]))
        {
            await share.CompletedAsync("oak");
            await watcher.SaysAsync("oak: COMPLETED");
            await watcher.StopAsync();
        }

        await using var collector = await Collector.StartAsync();
        var outcome = await WatcherProcess.RunAsync("/", ["once", .. Settings(collector.Url, "HttpProtobuf")]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.True(collector.Holds(Traces, "scan"));
        Assert.False(collector.Holds(Traces, "reconcile"));
        Assert.True(collector.Holds(Metrics, "ofo_watcher.scan.files"));
        Assert.True(collector.Holds(Metrics, "ofo_watcher.reconcile"));
    }

    private WatcherProcess Start(Uri collector, string protocol, params string[] variables) =>
        WatcherProcess.Start("/", ["run", .. Settings(collector, protocol)], ["env", .. variables]);

    private string[] Settings(Uri collector, string protocol) =>
    [
        .. share.Settings, $"--Telemetry:OtlpEndpoint={collector}", $"--Telemetry:OtlpProtocol={protocol}",
    ];
}
