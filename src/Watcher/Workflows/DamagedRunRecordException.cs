namespace OfoWatcher.Workflows;

/// <summary>
/// A <c>run.json</c> is there and cannot be relied on: cut off, not JSON, of an unknown version, or moved from the
/// folder it was written for. Since it may be the only proof that a run was launched, the project is left alone until
/// somebody has looked at the file, which the message names.
/// </summary>
internal sealed class DamagedRunRecordException(string file, string reason, Exception? inner = null)
    : Exception($"{file}: {reason}", inner)
{
    public string File { get; } = file;

    /// <summary>What is wrong with the file, in words.</summary>
    public string Reason { get; } = reason;
}
