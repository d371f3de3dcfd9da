using System.Text.RegularExpressions;

namespace OfoWatcher.Workflows.Argo;

/// <summary>
/// What the messages of Argo's controller, of the kubelet and of the scheduler on a node mean. They are made for people
/// and have no codes, so that their words are all there is to go by.
/// </summary>
internal static partial class ArgoMessages
{
    /// <summary>The semaphore that a message tells to wait for; null when it tells none.</summary>
    public static string? AwaitedLock(string message) =>
        Waiting().Match(message) is { Success: true } match ? match.Groups["lock"].Value : null;

    public static bool IsStop(string message) => message.Contains("shutdown with strategy", StringComparison.Ordinal);

    public static bool IsOutOfMemory(string message) => message.Contains("OOMKilled", StringComparison.Ordinal);

    /// <summary>The pod took longer than its template allows.</summary>
    public static bool IsPodDeadline(string message) =>
        message.Contains("active on the node longer than the specified deadline", StringComparison.Ordinal)
        || message.Contains("DeadlineExceeded", StringComparison.Ordinal);

    /// <summary>The Workflow took longer than it may.</summary>
    public static bool IsWorkflowDeadline(string message) => WorkflowDeadline().IsMatch(message);

    /// <summary>The node ended its pod because it ran short of something.</summary>
    public static bool IsEviction(string message) => Eviction().IsMatch(message);

    /// <summary>The node went away below its pod.</summary>
    public static bool IsNodeLoss(string message) => NodeLoss().IsMatch(message);

    public static bool IsUnschedulable(string message) => message.StartsWith("Unschedulable", StringComparison.Ordinal);

    /// <summary>Of a pod that no node can take: whether graphics processors are what is short.</summary>
    public static bool IsShortOfGpu(string message) => ShortOfGpu().IsMatch(message);

    public static bool IsImageFault(string message) => ImageFault().IsMatch(message);

    /// <summary>What a pod needs and is not there, such as "Secret s3-credentials"; null when nothing is told to be
    /// missing.</summary>
    public static string? Missing(string message)
    {
        if (MissingThing().Match(message) is not { Success: true } match)
            return null;
        var kind = match.Groups["kind"].Value.ToLowerInvariant() switch
        {
            "secret" => "Secret",
            "configmap" => "ConfigMap",
            "serviceaccount" => "ServiceAccount",
            _ => "PersistentVolumeClaim",
        };
        return $"{kind} {match.Groups["name"].Value}";
    }

    // Without a limit to count by, as where it is 0, Argo says that it failed to get one.
    [GeneratedRegex(@"^(Waiting for (?<lock>\S+) lock|Failed to get semaphore limit for (?<lock>\S+))")]
    private static partial Regex Waiting();

    [GeneratedRegex("exceeded (its|workflow) deadline", RegexOptions.IgnoreCase)]
    private static partial Regex WorkflowDeadline();

    [GeneratedRegex("Evicted|was low on resource|exceeded its local ephemeral storage|Usage of EmptyDir")]
    private static partial Regex Eviction();

    [GeneratedRegex("^pod deleted|node shutdown|Node is shutting down|NodeLost|NodeNotReady|[Pp]reempt|TerminationByKubelet")]
    private static partial Regex NodeLoss();

    [GeneratedRegex(@"Insufficient \S+/(gpu|mig-)")]
    private static partial Regex ShortOfGpu();

    [GeneratedRegex("ImagePullBackOff|ErrImagePull|ErrImageNeverPull|InvalidImageName|ImageInspectError")]
    private static partial Regex ImageFault();

    [GeneratedRegex(
        @"\b(?<kind>secret|configmap|persistentvolumeclaim|serviceaccount)s? ""?(?<name>[-.a-z0-9]+)""? (is )?not found",
        RegexOptions.IgnoreCase)]
    private static partial Regex MissingThing();
}
