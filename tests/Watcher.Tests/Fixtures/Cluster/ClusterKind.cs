namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>What answers behind a <see cref="TestCluster"/>.</summary>
internal enum ClusterKind
{
    /// <summary>The stand-in within this process, which every machine can run.</summary>
    Double,

    /// <summary>A real etcd and kube-apiserver.</summary>
    ApiServer,
}
