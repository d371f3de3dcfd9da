using OfoWatcher.Tests.Fixtures.Cluster;
using OfoWatcher.Workflows.Argo;
using static OfoWatcher.Tests.Workflows.Argo.StepTexts;

namespace OfoWatcher.Tests.Workflows.Argo;

public sealed class WaitWordsTests
{
    [Theory]
    [InlineData("metashape-licenses", "waits for a Metashape licence")]
    [InlineData("gpu-steps", "waits for a GPU")]
    [InlineData("cpu-steps", "waits for its turn among the steps without a GPU")]
    [InlineData("others", "waits for others")]
    public void A_semaphore_is_told_by_what_it_stands_for(string key, string words)
    {
        var awaited = $"argo/ConfigMap/ofo-limits/{key}";

        Assert.Equal(words, WaitWords.Of(Steps(new ArgoTask("setup", "Pending") { AwaitedLock = awaited })));
        Assert.Equal(words, WaitWords.Of(Steps(
            new ArgoTask("setup", "Pending") { Message = $"Waiting for {awaited} lock. Lock status: 0/4" })));
        Assert.Equal(words, WaitWords.Of(Steps(
            new ArgoTask("setup", "Pending") { Message = $"Failed to get semaphore limit for {awaited}" })));
    }

    [Theory]
    [InlineData("Unschedulable: 0/3 nodes are available: 1 Insufficient memory, 2 node(s) had untolerated taint(s).", "waits for a free node")]
    [InlineData("Unschedulable: 0/3 nodes are available: 3 Insufficient nvidia.com/mig-1g.5gb.", "waits for a GPU")]
    [InlineData("Unschedulable: persistentvolumeclaim \"argo-output\" not found", "waits: the PersistentVolumeClaim argo-output, which setup needs, is missing")]
    [InlineData("CreateContainerConfigError: secret \"agisoft-license\" not found", "waits: the Secret agisoft-license, which setup needs, is missing")]
    [InlineData("ImagePullBackOff: Back-off pulling image \"ghcr.io/x/y:z\"", "waits: the image of setup cannot be pulled")]
    [InlineData("PodInitializing", "")]
    [InlineData("ContainerCreating", "")]
    public void A_pod_that_does_not_start_tells_why(string message, string words) =>
        Assert.Equal(words, WaitWords.Of(Steps(new ArgoTask("setup", "Running", new ArgoTry("Pending", message)))));

    [Fact]
    public void Between_two_tries_it_waits() =>
        Assert.Equal(
            "build_mesh ended badly; after a pause it is tried again, if that may help",
            WaitWords.Of(Steps(
                new ArgoTask("build-mesh-cpu", "Running", new ArgoTry("Error", "pod deleted")) { Message = "Backoff for 5 minutes 0 seconds" })));

    [Fact]
    public void While_a_step_goes_the_run_waits_for_nothing() =>
        Assert.Equal("", WaitWords.Of(Steps(
            new ArgoTask("setup", "Running", new ArgoTry("Running")),
            new ArgoTask("upload", "Pending") { AwaitedLock = "argo/ConfigMap/ofo-limits/cpu-steps" })));
}
