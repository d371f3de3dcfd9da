using k8s;
using Microsoft.AspNetCore.Http;
using OfoWatcher.Notifications.ClusterEvents;
using OfoWatcher.Tests.Fixtures.Cluster;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Tests.Notifications;

/// <summary>Answers of a cluster that are no fault of anybody.</summary>
public sealed class ClusterEventApiTests
{
    private static readonly ClusterEvent Stuck = new(
        new ClusterObject("v1", "Pod", "argo", "ofo-watcher-0", "uid"), "ProjectStuck", "oak is stuck",
        IsWarning: true);

    private readonly List<string> asked = [];

    [Fact]
    public async Task An_Event_that_is_there_already_was_written_by_the_call_that_was_repeated()
    {
        await WriteAsync(count: 1, ("POST", 409));
        Assert.Equal(["POST"], asked);
    }

    [Fact]
    public async Task An_Event_that_the_cluster_has_forgotten_is_written_anew()
    {
        await WriteAsync(count: 3, ("PATCH", 404), ("POST", 201));
        Assert.Equal(["PATCH", "POST"], asked);
    }

    [Fact]
    public async Task An_Event_about_what_has_no_place_is_not_tried_twice()
    {
        await Assert.ThrowsAsync<ClusterException>(() => WriteAsync(count: 1, ("POST", 404)));
        Assert.Equal(["POST"], asked);
    }

    private async Task WriteAsync(int count, params (string Method, int Status)[] answers)
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            asked.Add(context.Request.Method);
            var status = answers.First(answer => answer.Method == context.Request.Method).Status;
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(
                status < 300 ? "{}" : new InjectedAnswer(status, "Injected", "injected").ToJson());
        });
        using var connection = new ClusterConnection(
            () => new KubernetesClientConfiguration { Host = server.Url.ToString() }, "argo", TimeProvider.System);

        await new ClusterEventApi(connection).WriteAsync(
            Stuck, new ClusterEventWrite("ofo-watcher-0.1", count, Events.Now), Events.Now,
            TestContext.Current.CancellationToken);
    }
}
