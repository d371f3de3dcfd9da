using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Commands;

public sealed class KubeconfigTests
{
    [Fact]
    public async Task The_way_to_the_cluster_is_looked_for_where_KUBECONFIG_says()
    {
        using var share = new TestShare();
        var file = Path.Combine(share.Folder, "no-such-kubeconfig");

        var outcome = await WatcherProcess.RunAsync(
            share.Folder, ["run", .. share.Settings, "--Workflows:Engine=Argo"], "env", $"KUBECONFIG={file}");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(file, Assert.Single(outcome.Error), StringComparison.Ordinal);
    }
}
