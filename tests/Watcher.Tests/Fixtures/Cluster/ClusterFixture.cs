using OfoWatcher.Tests.Fixtures.Cluster.ApiServer;

namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>
/// One cluster for all test classes of a collection, which therefore run one after another.
/// Facts that hold for both kinds stand in an abstract class that takes this, and its two sealed subclasses take
/// <see cref="DoubleCluster"/> and <see cref="ApiServerCluster"/>.
/// </summary>
public abstract class ClusterFixture : IAsyncLifetime
{
    private TestCluster? cluster;

    /// <summary>Why there is none on this machine; null where there can be one.</summary>
    protected abstract string? Missing { get; }

    private protected abstract ClusterKind Kind { get; }

    public async ValueTask InitializeAsync()
    {
        if (Missing is null)
            cluster = await TestCluster.StartAsync(Kind);
    }

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null)
            await cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// The cluster, with no fault left that an earlier test set. Called once, where a test begins; it skips the test
    /// where there can be no such cluster.
    /// </summary>
    internal TestCluster Require()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        cluster!.Proxy.Reset();
        return cluster;
    }
}

/// <summary>The stand-in, for test classes with <c>[Collection(nameof(DoubleCluster))]</c>.</summary>
[CollectionDefinition(nameof(DoubleCluster))]
public sealed class DoubleCluster : ClusterFixture, ICollectionFixture<DoubleCluster>
{
    protected override string? Missing => null;

    private protected override ClusterKind Kind => ClusterKind.Double;
}

/// <summary>The real server, for test classes with <c>[Collection(nameof(ApiServerCluster))]</c>.</summary>
[CollectionDefinition(nameof(ApiServerCluster))]
public sealed class ApiServerCluster : ClusterFixture, ICollectionFixture<ApiServerCluster>
{
    protected override string? Missing => RealApiServer.Missing;

    private protected override ClusterKind Kind => ClusterKind.ApiServer;
}

/// <summary>
/// A second real server, for test classes that wait long for leases and outages, beside those of the first.
/// </summary>
[CollectionDefinition(nameof(PatientApiServerCluster))]
public sealed class PatientApiServerCluster : ClusterFixture, ICollectionFixture<PatientApiServerCluster>
{
    protected override string? Missing => RealApiServer.Missing;

    private protected override ClusterKind Kind => ClusterKind.ApiServer;
}
