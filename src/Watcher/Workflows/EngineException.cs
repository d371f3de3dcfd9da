namespace OfoWatcher.Workflows;

/// <summary>
/// The engine cannot do what it was asked for now. What is wrong concerns all projects alike, so that it is told once;
/// the same call may succeed later.
/// </summary>
internal abstract class EngineException(string message, Exception? inner = null) : Exception(message, inner);
