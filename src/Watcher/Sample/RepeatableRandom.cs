namespace OfoWatcher.Sample;

/// <summary>
/// Numbers that look random and are the same for the same seed in every version of .NET, which <see cref="Random"/>
/// does not promise: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
/// </summary>
internal sealed class RepeatableRandom(long seed)
{
    private ulong state = (ulong)seed;

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = state;
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB;
        return mixed ^ mixed >> 31;
    }

    /// <summary>From 0 to below 1.</summary>
    public float NextSingle() => (Next() >> 40) / (float)(1 << 24);

    /// <summary>From 0 to below 1.</summary>
    public double NextDouble() => (Next() >> 11) / (double)(1L << 53);
}
