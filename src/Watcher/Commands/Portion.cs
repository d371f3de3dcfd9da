namespace OfoWatcher.Commands;

/// <summary>Passes a count on as the finished part of a whole, 0 to 1.</summary>
/// <param name="progress">Is told the part.</param>
/// <param name="planned">How many make the whole; damage to a survey may make a few more or fewer.</param>
internal sealed class Portion(IProgress<double> progress, long planned) : IProgress<int>
{
    public void Report(int value) => progress.Report(Math.Min(1, (double)value / Math.Max(1, planned)));
}
