namespace OfoWatcher.Notifications.ClusterEvents;

/// <summary>What an Event in the cluster is about.</summary>
/// <param name="Uid">The cluster's own name for it, by which <c>kubectl describe</c> finds its Events; empty when it is
/// not known.</param>
internal sealed record ClusterObject(string ApiVersion, string Kind, string Namespace, string Name, string Uid);

/// <summary>Something that people shall see in the cluster, beside the object that it is about.</summary>
/// <param name="Reason">One word that programs can rely on.</param>
/// <param name="Message">What happened, in a sentence.</param>
/// <param name="IsWarning">Whether somebody should look at it.</param>
internal sealed record ClusterEvent(ClusterObject About, string Reason, string Message, bool IsWarning);
