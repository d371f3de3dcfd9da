namespace OfoWatcher.Validation.Report;

/// <summary>
/// The classes of the map's colours: how many photos show a place. The colours are six of ColorBrewer's scale YlGnBu
/// (C. A. Brewer, colorbrewer2.org), which is told apart with any colour vision and in grey; its darkest ones are left
/// out, so that the flight line is seen on all of them.
/// </summary>
/// <param name="Least">The fewest photos.</param>
/// <param name="Name">The numbers of photos, in words.</param>
/// <param name="Colour">As CSS takes it.</param>
internal sealed record CoverClass(int Least, string Name, string Colour)
{
    /// <summary>
    /// From few photos to many. Below three nothing is reconstructed for certain; dense forest wants ten and more.
    /// </summary>
    public static readonly IReadOnlyList<CoverClass> All =
    [
        new(1, "1–2", "#ffffcc"),
        new(3, "3–5", "#d9f0a3"),
        new(6, "6–9", "#a1dab4"),
        new(10, "10–14", "#6cc5be"),
        new(15, "15–24", "#41a5c9"),
        new(25, "25 and more", "#2c7fb8"),
    ];

    /// <summary>The class of a number of photos; -1 for none.</summary>
    public static int Of(int photos)
    {
        var found = -1;
        while (found + 1 < All.Count && photos >= All[found + 1].Least)
            found++;
        return found;
    }
}
