namespace OfoWatcher.Workflows.Argo;

/// <summary>What an answer of the Kubernetes API that is no success means for whoever asked.</summary>
internal enum ClusterFault
{
    /// <summary>No answer, or one that says to come again later: the same call may succeed at any time.</summary>
    Unavailable,

    /// <summary>The object, or the kind of object, is not there.</summary>
    NotFound,

    /// <summary>An object of that name exists already, or was changed by somebody else meanwhile.</summary>
    Conflict,

    /// <summary>The version asked for is no longer kept (410): everything is to be listed anew.</summary>
    Expired,

    /// <summary>The answer is not what the watcher can read; the same call gives the same.</summary>
    Unreadable,

    /// <summary>The watcher lacks a right, which the message names.</summary>
    Forbidden,

    /// <summary>The API takes the request for wrong: it will never succeed as it is.</summary>
    Refused,
}

/// <summary>A call to the Kubernetes API failed; the message is for the operator.</summary>
internal sealed class ClusterException(ClusterFault fault, string message, Exception? inner = null)
    : EngineException(message, inner)
{
    public ClusterFault Fault => fault;
}
