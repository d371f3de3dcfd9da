using k8s;

namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>
/// Does to a Workflow what Argo's controller and its command line would do on a cluster, by merge patches.
/// </summary>
internal sealed class ArgoController(Kubernetes admin)
{
    /// <summary>The controller has taken it up.</summary>
    public Task StartAsync(string ns, string name) => throw new NotImplementedException(admin.ToString());

    /// <summary>It ended well.</summary>
    public Task SucceedAsync(string ns, string name) => throw new NotImplementedException();

    /// <summary>A step's pod failed, and the Workflow with it; with no step, its only pod did.</summary>
    /// <returns>The pod's name.</returns>
    public Task<string> FailAsync(string ns, string name, string? step, string message, int exitCode) =>
        throw new NotImplementedException();

    /// <summary>The controller refused the specification before any step.</summary>
    public Task FailSpecificationAsync(string ns, string name, string message) => throw new NotImplementedException();

    /// <summary>As <c>argo retry</c>: the ended Workflow is run again under its name.</summary>
    public Task RetryAsync(string ns, string name) => throw new NotImplementedException();

    /// <summary>As <c>argo resubmit</c>: a new Workflow with the same specification, labels and annotations.</summary>
    /// <returns>Its name.</returns>
    public Task<string> ResubmitAsync(string ns, string name) => throw new NotImplementedException();

    public Task DeleteAsync(string ns, string name) => throw new NotImplementedException();

    /// <summary>The name of a node's pod, by Argo's second naming scheme.</summary>
    /// <param name="name">The Workflow's name.</param>
    /// <param name="templateName">The template that the node is made from.</param>
    /// <param name="nodeId">The node's id, which ends with the hash of the node's name.</param>
    public static string PodNameOf(string name, string templateName, string nodeId) =>
        throw new NotImplementedException();
}
