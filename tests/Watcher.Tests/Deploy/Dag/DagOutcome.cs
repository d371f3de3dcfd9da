namespace OfoWatcher.Tests.Deploy.Dag;

/// <summary>What became of a run.</summary>
/// <param name="Pods">The tasks whose pods ran, those that ran at the same time together.</param>
/// <param name="Tasks">How each task ended.</param>
/// <param name="Phase">How the whole ended.</param>
internal sealed record DagOutcome(
    IReadOnlyList<IReadOnlyList<string>> Pods, IReadOnlyDictionary<string, NodePhase> Tasks, NodePhase Phase);
