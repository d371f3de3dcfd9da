namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>The API server of a cluster for tests, real or not.</summary>
internal interface IClusterBackend : IAsyncDisposable
{
    /// <summary>Its address, which stays the same when it is stopped and started again.</summary>
    Uri Url { get; }

    /// <summary>What the containers of the cluster have printed.</summary>
    ContainerLogs Logs { get; }

    /// <summary>Starts it on the data it has, and returns once it is ready.</summary>
    Task StartAsync();

    /// <summary>Ends it and every connection to it; its data stay.</summary>
    Task StopAsync();

    /// <summary>Makes it know the kinds of Argo Workflows, and a node for pods.</summary>
    Task PrepareAsync(JsonApi admin);
}
