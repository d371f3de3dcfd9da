namespace OfoWatcher.Dashboard.Projects;

/// <summary>Lets a few large files be fetched at once, so that the volume is there for the runs.</summary>
internal sealed class Downloads
{
    /// <summary>The most at once.</summary>
    public const int Most = 4;

    private int going;

    /// <summary>Takes a place, which is given back by <see cref="End"/>.</summary>
    /// <returns>Whether there was one.</returns>
    public bool TryBegin()
    {
        if (Interlocked.Increment(ref going) <= Most)
            return true;
        Interlocked.Decrement(ref going);
        return false;
    }

    public void End() => Interlocked.Decrement(ref going);
}
