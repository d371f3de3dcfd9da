namespace OfoWatcher.Workflows.Local.Preview;

/// <summary>No draft orthomosaic can be made of a folder; the message says why, in one line.</summary>
internal sealed class PreviewImpossibleException(string message) : Exception(message);
