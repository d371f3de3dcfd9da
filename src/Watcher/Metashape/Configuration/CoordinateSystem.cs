using System.Globalization;
using System.Text.RegularExpressions;
using OfoWatcher.Survey;

namespace OfoWatcher.Metashape.Configuration;

/// <summary>
/// A coordinate system by its code in the EPSG register (https://epsg.org), as far as it can be told from the code
/// alone whether a survey of some place may be computed in it: the grids of UTM, those in degrees, and all others.
/// </summary>
internal sealed partial record CoordinateSystem
{
    // WGS 84 (2D, 3D), NAD27, NAD83, NAD83(2011), NAD83(CSRS), ETRS89; WGS 84 / Pseudo-Mercator has metres in name
    // only.
    private static readonly HashSet<int> InNoTrueMetres = [4326, 4979, 4267, 4269, 6318, 4617, 4258, 3857];

    // Each datum's grids follow one another in the register: the first code, its zone, the last code.
    private static readonly (int First, int Zone, int Last, bool IsNorth)[] UtmRanges =
    [
        (32601, 1, 32660, true), // WGS 84
        (32701, 1, 32760, false),
        (26901, 1, 26923, true), // NAD83
        (6328, 59, 6329, true), // NAD83(2011), the Aleutians first
        (6330, 1, 6348, true),
        (25828, 28, 25838, true), // ETRS89
    ];

    /// <summary>UTM zone, 1 to 60; null when it is no grid of UTM that is known here.</summary>
    public int? Zone { get; private init; }

    public bool IsNorth { get; private init; }

    /// <summary>Its units are degrees, or metres that grow with the latitude.</summary>
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

        return new CoordinateSystem { IsInNoTrueMetres = InNoTrueMetres.Contains(code) };
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
