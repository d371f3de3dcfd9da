using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace OfoWatcher.Tests.Fixtures.Cluster.ApiServer;

/// <summary>The part of a node that an API server asks for the logs of containers.</summary>
internal sealed class Kubelet(ContainerLogs logs) : IAsyncDisposable
{
    private LoopbackServer? server;

    /// <summary>Starts to answer, and tells the node that it is part of.</summary>
    public async Task<JsonObject> StartAsync()
    {
        server = await LoopbackServer.StartAsync(AnswerAsync, certificate: Certificate());
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Node",
            ["metadata"] = new JsonObject { ["name"] = TestPods.Node },
            ["status"] = new JsonObject
            {
                ["addresses"] = new JsonArray(new JsonObject
                {
                    ["type"] = "InternalIP",
                    ["address"] = IPAddress.Loopback.ToString(),
                }),
                ["daemonEndpoints"] = new JsonObject
                {
                    ["kubeletEndpoint"] = new JsonObject { ["Port"] = server.Url.Port },
                },
            },
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context)
    {
        var parts = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        int? tail = int.TryParse(context.Request.Query["tailLines"], out var lines) ? lines : null;
        if (parts is not ["containerLogs", var ns, var pod, var container]
            || logs.Read(ns, pod, container, tail) is not { } text)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(text);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=kubelet", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
