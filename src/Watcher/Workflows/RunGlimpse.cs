namespace OfoWatcher.Workflows;

/// <summary>A going run as one sees it who only looks.</summary>
/// <param name="Steps">Those of its steps that began, in order; none when the engine knows no steps.</param>
/// <param name="Log">
/// The end of what the engine itself keeps of its log, oldest line first; none where it keeps none, as where the log is a
/// file in the run's folder.
/// </param>
internal sealed record RunGlimpse(IReadOnlyList<RunStep> Steps, IReadOnlyList<string> Log)
{
    public static readonly RunGlimpse Nothing = new([], []);
}
