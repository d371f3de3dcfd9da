namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>A request that went through a <see cref="FaultProxy"/>.</summary>
internal sealed class ProxiedRequest(ApiRequest asks, string method, string path, string query, string accept)
{
    /// <summary>What it asks for.</summary>
    public ApiRequest Asks { get; } = asks;

    public string Method { get; } = method;

    public string Path { get; } = path;

    /// <summary>With its question mark; empty when there is none.</summary>
    public string Query { get; } = query;

    /// <summary>The formats that the client takes.</summary>
    public string Accept { get; } = accept;

    /// <summary>Such as <c>list</c>, as a Role names it.</summary>
    public string Verb => Asks.Verb;

    /// <summary>With its subresource, as a Role names it: <c>pods/log</c>.</summary>
    public string Resource => Asks.FullResource;

    public string? Namespace => Asks.Namespace;

    public string? Name => Asks.Name;

    public bool IsWatch => Asks.IsWatch;

    /// <summary>What was answered; null while nothing is, and for a connection that was cut before.</summary>
    public int? Status { get; set; }

    public bool Is(string verb, string resource) => Verb == verb && Resource == resource;

    public override string ToString() => $"{Method} {Path}{Query} → {Status?.ToString() ?? "no answer"}";
}
