namespace OfoWatcher.Survey.Flight;

/// <summary>A place within the survey that too few photos show.</summary>
/// <param name="Centre">Its middle.</param>
/// <param name="Area">In square metres.</param>
internal sealed record CoverageGap(GroundPoint Centre, double Area);
