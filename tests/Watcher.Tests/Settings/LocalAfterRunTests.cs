using Microsoft.Extensions.Configuration;
using OfoWatcher.Settings;

namespace OfoWatcher.Tests.Settings;

public sealed class LocalAfterRunTests
{
    [Theory]
    [InlineData("Local", true)]
    [InlineData("Argo", false)]
    public void What_only_Argo_can_do_after_a_run_is_a_fault_with_the_Local_engine(string engine, bool isFault)
    {
        var faults = new List<string>();
        WatcherSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Workflows:Engine"] = engine,
                ["AfterRun:UploadTo"] = "ofo-public/drone",
                ["AfterRun:FollowUpTemplate"] = "postprocess",
            }).Build(),
            faults);

        Assert.Equal(
            isFault, faults.Contains("AfterRun:UploadTo is \"ofo-public/drone\" but must be empty with "
                + "Workflows:Engine Local: only Argo does it"));
        Assert.Equal(
            isFault, faults.Any(fault => fault.StartsWith("AfterRun:FollowUpTemplate is", StringComparison.Ordinal)));
    }
}
