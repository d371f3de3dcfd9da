using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Fixtures.Cluster;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Tests.Workflows.Argo;

public sealed class MeasuringHandlerTests
{
    private const string Server = "https://10.0.0.1:6443";
    private const string Workflows = $"{Server}/apis/argoproj.io/v1alpha1/namespaces/argo/workflows";

    [Theory]
    [InlineData("GET", Workflows, "list", "workflows")]
    [InlineData("GET", Workflows + "?watch=true&resourceVersion=7", "watch", "workflows")]
    [InlineData("GET", Workflows + "/oak-1", "get", "workflows")]
    [InlineData("POST", Workflows, "create", "workflows")]
    [InlineData("PATCH", Workflows + "/oak-1", "patch", "workflows")]
    [InlineData("PUT", Server + "/apis/coordination.k8s.io/v1/namespaces/argo/leases/w", "update", "leases")]
    [InlineData("GET", Server + "/api/v1/namespaces/argo/pods/oak-1-x/log?container=main", "get", "pods")]
    [InlineData("GET", Server + "/api/v1/namespaces", "list", "namespaces")]
    [InlineData("GET", Server + "/api/v1/namespaces/argo", "get", "namespaces")]
    [InlineData("GET", "https://rancher/k8s/clusters/c-1/api/v1/namespaces/argo/pods", "list", "pods")]
    [InlineData("GET", Server + "/version", "get", "other")]
    [InlineData("GET", Server, "get", "other")]
    [InlineData("GET", Server + "/apis", "get", "other")]
    [InlineData("OPTIONS", Server + "/api/v1/pods", "other", "pods")]
    public void A_request_is_named_as_in_rules_of_access(string method, string address, string verb, string resource) =>
        Assert.Equal(new ApiCall(verb, resource), ApiCall.Of(new HttpMethod(method), new Uri(address)));

    [Fact]
    public async Task Each_try_is_counted_by_its_answer_and_one_without_an_answer_too()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var measurements = new Measurements();
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(5) };
        var answers = new Queue<int>([418, 421]);
        var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = answers.Dequeue();
            return Task.CompletedTask;
        });
        using var http = new HttpClient(
            new MeasuringHandler(time) { InnerHandler = new SocketsHttpHandler() });
        var address = new Uri(server.Url, "/api/v1/pods/x");
        using (var first = await http.GetAsync(address, cancellation))
            Assert.Equal(418, (int)first.StatusCode);
        using (var second = await http.DeleteAsync(address, cancellation))
            Assert.Equal(421, (int)second.StatusCode);
        await server.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.DeleteAsync(address, cancellation));

        var counted = measurements.Of("ofo_watcher.api.requests").Select(m => m.Labels).ToList();
        Assert.Single(counted, "verb=get,code=418");
        Assert.Single(counted, "verb=delete,code=421");
        Assert.Single(counted, "verb=delete,code=none");
        Assert.Equal(
            [(5, "verb=delete"), (5, "verb=delete")],
            measurements.Of("ofo_watcher.api.request.duration").Where(m => m.Labels == "verb=delete"));
    }
}
