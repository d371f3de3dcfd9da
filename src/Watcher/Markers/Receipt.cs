namespace OfoWatcher.Markers;

/// <summary>A file that a run made.</summary>
/// <param name="Path">Its path relative to the project's output folder.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Url">Where it was uploaded to; null when nowhere.</param>
internal sealed record Product(string Path, long Bytes, string? Url = null);

/// <summary>A step of a run, as its engine saw it.</summary>
/// <param name="Name">As automate-metashape calls it.</param>
/// <param name="StartedAt">When its first try started.</param>
/// <param name="Seconds">From the start of its first try to the end of its last; null when it did not end.</param>
/// <param name="Tries">How often it was begun.</param>
internal sealed record MarkerStep(string Name, DateTimeOffset? StartedAt, double? Seconds, int Tries);

/// <summary>The Workflow that a run was.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Uid">The cluster's own name for it, which is never used again.</param>
/// <param name="Images">The container images that its pods ran, each as name and digest.</param>
internal sealed record MarkerWorkflow(string Name, string Uid, IReadOnlyList<string> Images);
