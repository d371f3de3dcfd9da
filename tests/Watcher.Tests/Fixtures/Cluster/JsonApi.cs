using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <param name="Status">The HTTP status.</param>
/// <param name="Json">The object, or the Status object of a refusal.</param>
internal sealed record JsonAnswer(int Status, JsonObject Json)
{
    /// <summary>The object of a request that must have gone well.</summary>
    public JsonObject Expect() => Status < 300 ? Json : throw new HttpRequestException($"{Status}: {Json}");

    /// <summary>The same for a request that may have found its work done by another, or nothing to do.</summary>
    public JsonObject ExpectOr(int status) => Status == status ? Json : Expect();
}

/// <summary>The Kubernetes API as it is on the wire, for what no typed client shows.</summary>
internal sealed class JsonApi : IDisposable
{
    private readonly HttpClient client;

    /// <param name="server">Whose certificate is taken as it is.</param>
    /// <param name="token">Of the user; null for none.</param>
    public JsonApi(Uri server, string? token)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        client = new HttpClient(handler) { BaseAddress = server };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task<JsonAnswer> GetAsync(string path, string accept = "application/json") =>
        SendAsync(HttpMethod.Get, path, null, accept: accept);

    public Task<JsonAnswer> PostAsync(string path, JsonObject body) => SendAsync(HttpMethod.Post, path, body);

    public Task<JsonAnswer> PutAsync(string path, JsonObject body) => SendAsync(HttpMethod.Put, path, body);

    public Task<JsonAnswer> MergeAsync(string path, JsonObject patch) =>
        SendAsync(HttpMethod.Patch, path, patch, "application/merge-patch+json");

    public Task<JsonAnswer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    /// <summary>An answer that is no JSON.</summary>
    public async Task<(int Status, string Text)> TextAsync(string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The events of a watch, until the server ends it.</summary>
    public async IAsyncEnumerable<JsonObject> WatchAsync(string path, string accept = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        while (await lines.ReadLineAsync() is { } line)
            yield return (JsonObject)JsonNode.Parse(line)!;
    }

    public async Task<JsonAnswer> SendAsync(
        HttpMethod method,
        string path,
        JsonObject? body,
        string contentType = "application/json",
        string accept = "application/json")
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, contentType);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new JsonAnswer((int)response.StatusCode, AsObject(text));
    }

    public void Dispose() => client.Dispose();

    private static JsonObject AsObject(string text) =>
        text.StartsWith('{') ? (JsonObject)JsonNode.Parse(text)! : new JsonObject { ["message"] = text };
}
