using System.Globalization;
using System.Text.RegularExpressions;
using OfoWatcher.Survey;

namespace OfoWatcher.Metashape.Configuration;

/// <summary>
/// A coordinate system by its code in the EPSG register (https://epsg.org), as far as it can be told from the code
/// alone whether a survey of some place may be computed in it: the grids of UTM, those in degrees or feet, and all
/// others.
/// </summary>
internal sealed partial record CoordinateSystem
{
    // Those in degrees and, at the ends of their ranges, geocentric ones; between them stand projected systems.
    private static readonly (int First, int Last)[] Geographic =
    [
        (4001, 4025), (4120, 4216), (4218, 4389), // Among them NAD27, NAD83, ETRS89, WGS 84.
        (4463, 4463), (4470, 4470), (4483, 4483), (4490, 4490), (4555, 4555), (4558, 4558),
        (4600, 4646), (4657, 4765), (4801, 4811), (4813, 4821), (4901, 4904), (4978, 4979),
        (6318, 6319), (6668, 6668), (7843, 7844), // NAD83(2011), JGD2011, GDA2020
    ];

    // The state plane systems in feet: NAD83, of NAD83(2011) those of California, NAD27.
    private static readonly (int First, int Last)[] InFeet =
    [
        (2222, 2289),
        (6416, 6416), (6418, 6418), (6420, 6420), (6422, 6422), (6424, 6424), (6426, 6426),
        (26729, 26799),
    ];

    // WGS 84 / Pseudo-Mercator and World Mercator have metres in name only.
    private static readonly (int First, int Last)[] Mercator = [(3857, 3857), (3395, 3395)];

    private static readonly (int First, int Last)[] InNoTrueMetres = [.. Geographic, .. InFeet, .. Mercator];

    // Each datum's grids follow one another in the register: the first code, its zone, the last code.
    private static readonly (int First, int Zone, int Last, bool IsNorth)[] UtmRanges =
    [
        (32601, 1, 32660, true), // WGS 84
        (32701, 1, 32760, false),
        (26901, 1, 26923, true), // NAD83
        (6328, 59, 6329, true), // NAD83(2011), the Aleutians first
        (6330, 1, 6348, true),
        (25828, 28, 25838, true), // ETRS89
        (26701, 1, 26722, true), // NAD27
        (28348, 48, 28358, false), // GDA94
        (7846, 46, 7859, false), // GDA2020
        (31965, 11, 31976, true), // SIRGAS 2000
        (31977, 17, 31985, false),
        (32201, 1, 32260, true), // WGS 72
        (32301, 1, 32360, false),
    ];

    /// <summary>UTM zone, 1 to 60; null when it is no grid of UTM that is known here.</summary>
    public int? Zone { get; private init; }

    public bool IsNorth { get; private init; }

    /// <summary>Its units are degrees, feet, or metres that grow with the latitude.</summary>
    public bool IsInNoTrueMetres { get; private init; }

    /// <summary>Reads <c>EPSG::32610</c>; null when the text is not of this form.</summary>
    public static CoordinateSystem? Parse(string text)
    {
        if (Form().Match(text) is not { Success: true } match)
            return null;
        var code = int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        foreach (var (first, zone, last, isNorth) in UtmRanges)
        {
            if (code >= first && code <= last)
                return new CoordinateSystem { Zone = zone + code - first, IsNorth = isNorth };
        }

        return new CoordinateSystem
        {
            IsInNoTrueMetres = InNoTrueMetres.Any(range => code >= range.First && code <= range.Last),
        };
    }

    /// <summary>Whether a text is a coordinate system written out in the words of OGC 12-063 and its
    /// forerunners.</summary>
    public static bool IsWrittenOut(string text) => WellKnownText().IsMatch(text);

    /// <summary>How many zones lie between two, round the globe: 0 to 30.</summary>
    public static int ZonesBetween(int one, int other)
    {
        var apart = Math.Abs(one - other);
        return Math.Min(apart, 60 - apart);
    }

    /// <summary>The code of a site's own grid as Metashape takes it.</summary>
    public static string CodeOf(UtmProjection site) => $"EPSG::{site.Epsg.ToString(CultureInfo.InvariantCulture)}";

    [GeneratedRegex(@"^EPSG::([0-9]{4,6})\z")]
    private static partial Regex Form();

    [GeneratedRegex(@"^(PROJCS|PROJCRS|COMPD_CS|COMPOUNDCRS|GEOGCS|GEOGCRS|LOCAL_CS)\s*\[")]
    private static partial Regex WellKnownText();
}
