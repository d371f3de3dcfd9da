namespace OfoWatcher.Workflows;

/// <summary>A step of a run as its engine saw it.</summary>
/// <param name="Name">As automate-metashape calls it.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="StartedAt">When its first try started; null before that.</param>
/// <param name="EndedAt">When its last try ended; null while it has not.</param>
/// <param name="Tries">How often it was begun.</param>
internal sealed record RunStep(
    string Name, RunPhase Phase, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, int Tries)
{
    /// <summary>The one step that is none of automate-metashape: it uploads the products, after the others.</summary>
    public const string Upload = "upload";
}
