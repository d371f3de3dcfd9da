namespace OfoWatcher.Sample;

/// <summary>What can be wrong with a sample survey. Which photos are hit follows from their number alone.</summary>
[Flags]
internal enum SampleDamage
{
    None = 0,

    /// <summary>
    /// The photo a quarter through ends after three fifths of its bytes, as after an upload that broke off.
    /// </summary>
    CutOff = 1,

    /// <summary>The photo half-way through is zeros from its half on, as after a memory card's fault.</summary>
    ZeroTail = 2,

    /// <summary>The photo three quarters through has no bytes.</summary>
    ZeroBytes = 4,

    /// <summary>Every tenth photo, from the second on, has no position.</summary>
    NoGps = 8,

    /// <summary>The last third was taken by another camera.</summary>
    MixedCameras = 16,

    /// <summary>The second half was taken a day later.</summary>
    TwoDates = 32,

    /// <summary>The first three photos are there twice, the copies numbered after the last photo.</summary>
    Duplicates = 64,

    /// <summary>The photos around the middle of the area, some ninth of all, are missing.</summary>
    Gap = 128,
}
