namespace OfoWatcher.Workflows.Local.Preview;

/// <summary>What a draft orthomosaic is made of, and where it goes.</summary>
internal sealed record PreviewSpec
{
    public const int LeastSize = 256;
    public const int LargestSize = 16_384;

    /// <summary>The folder of photos, with its subfolders.</summary>
    public required string Photos { get; init; }

    /// <summary>Made when it is absent.</summary>
    public required string Output { get; init; }

    /// <summary>Start of the products' names.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Longest side of the picture in pixels, 256 to 16,384. It bounds the memory, whatever the number of photos: four
    /// bytes for every pixel of at most a square of this side, and three more while the JPEG is encoded.
    /// </summary>
    public int Size { get; init; } = 8192;

    /// <summary>
    /// Metres above the ground, 1 to 10,000, for a survey in which no photo tells its height. The default is what
    /// surveys of forests are commonly flown at.
    /// </summary>
    public double AssumedHeight { get; init; } = 100;
}
