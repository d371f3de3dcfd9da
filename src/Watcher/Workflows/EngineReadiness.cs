namespace OfoWatcher.Workflows;

/// <summary>Whether runs can be launched now.</summary>
/// <param name="Obstacle">Why none can, in words that say what to do; null when they can.</param>
/// <param name="Version">
/// Changes when that on which all launches rest has changed, such as the template of Workflows: what failed before may
/// succeed now.
/// </param>
/// <param name="MostRuns">
/// How many runs can do something at the same time, such as the licences that they share; null when no limit is known.
/// </param>
internal sealed record EngineReadiness(string? Obstacle, string Version = "", int? MostRuns = null)
{
    public static readonly EngineReadiness Ready = new(Obstacle: null);
}
