using OfoWatcher.Survey;

namespace OfoWatcher.Metashape.Configuration;

/// <summary>Where a survey was flown, as far as a configuration must fit it.</summary>
/// <param name="Grid">The UTM grid of its middle; null when no photo tells where it was taken.</param>
/// <param name="Centre">Its middle; null likewise.</param>
internal sealed record SurveySite(UtmProjection? Grid, GeoPoint? Centre)
{
    public static readonly SurveySite Unknown = new(null, null);
}

/// <summary>Whether the products' coordinate system suits the site.</summary>
internal static class CrsCheck
{
    public const string Key = "project_crs";

    /// <summary>Asks for the site's own UTM grid.</summary>
    public const string Auto = "auto";

    /// <summary>Sites nearer to the equator than this, in degrees, may use the grid of either side.</summary>
    private const double EquatorBelt = 1;

    /// <summary>Whether the configuration leaves the choice to the survey.</summary>
    public static bool IsLeftOpen(YamlValue? given) => given switch
    {
        null or YamlValue.Null => true,
        YamlValue.Text text => text.Value.Trim() is "" or Auto,
        _ => false,
    };

    /// <summary>Judges what the configuration gives, or that it gives nothing.</summary>
    public static IEnumerable<ConfigProblem> Find(YamlValue? given, SurveySite site)
    {
        if (IsLeftOpen(given))
        {
            return site.Grid is not null
                ? []
                : [new ConfigProblem(
                    ConfigProblemKind.Crs, given?.Line ?? 0,
                    "project_crs is not given, and the photos do not tell where they were taken",
                    "Write project_crs: \"EPSG::326zz\" under “project:”, with the site's UTM zone for zz (327zz south of "
                        + "the equator).")];
        }

        return given is YamlValue.Text text && Judge(text, site) is { } problem ? [problem] : [];
    }

    private static ConfigProblem? Judge(YamlValue.Text given, SurveySite site)
    {
        var shown = YamlValue.Shorten(given.Value);
        if (CoordinateSystem.Parse(given.Value) is not { } system)
        {
            return CoordinateSystem.IsWrittenOut(given.Value)
                ? Unchecked(given, "a coordinate system written out in words")
                : Wrong(given, $"project_crs “{shown}” is no coordinate system as Metashape takes it", site);
        }

        if (system.IsInNoTrueMetres)
            return Wrong(given, $"project_crs {shown} is not in metres on the ground", site);
        if (system.Zone is not { } zone || site.Grid is null)
            return Unchecked(given, shown);
        if (CoordinateSystem.ZonesBetween(zone, site.Grid.Zone) > 1)
        {
            return Wrong(
                given,
                $"project_crs {shown} is UTM zone {zone}, and the photos were taken in zone {site.Grid.Zone}",
                site);
        }

        return system.IsNorth != site.Grid.IsNorth && Math.Abs(site.Centre?.Latitude ?? 90) > EquatorBelt
            ? Wrong(given, $"project_crs {shown} is of the other side of the equator", site)
            : null;
    }

    private static ConfigProblem Wrong(YamlValue given, string message, SurveySite site) => new(
        ConfigProblemKind.Crs, given.Line, message,
        site.Grid is null
            ? "Write project_crs: \"EPSG::326zz\", with the site's UTM zone for zz."
            : $"Write project_crs: \"{CoordinateSystem.CodeOf(site.Grid)}\", or \"{Auto}\".");

    private static ConfigProblem Unchecked(YamlValue given, string what) => new(
        ConfigProblemKind.CrsUnchecked, given.Line,
        $"whether project_crs ({what}) suits the site cannot be checked",
        "Make sure that it is a projected system in metres that covers the site.");
}
