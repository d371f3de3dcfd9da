using OfoWatcher.Metashape.Configuration;
using OfoWatcher.Survey;

namespace OfoWatcher.Tests.Metashape.Configuration;

public sealed class CrsCheckTests
{
    private static readonly SurveySite South = new(new UtmProjection(55, false), new GeoPoint(-37, 147));
    private static readonly SurveySite Equator = new(new UtmProjection(18, true), new GeoPoint(0.3, -75));
    private static readonly SurveySite Dateline = new(new UtmProjection(60, true), new GeoPoint(52, 179.9));

    [Theory]
    [InlineData("")]
    [InlineData("project_crs:")]
    [InlineData("project_crs: \"\"")]
    [InlineData("project_crs: auto")]
    public void What_is_left_open_becomes_the_grid_of_the_site(string line)
    {
        var resolved = Configs.Resolve("project:\n  " + line, South);

        Assert.DoesNotContain(resolved.Problems, problem => problem.Kind == ConfigProblemKind.Crs);
        Assert.Equal("EPSG::32755", resolved.Values!.TextOf("project", "project_crs"));
    }

    [Fact]
    public void Without_a_position_somebody_must_say_which_system()
    {
        var problem = Assert.Single(Configs.Problems("project: {project_crs: auto}", SurveySite.Unknown));

        Assert.Equal((ConfigProblemKind.Crs, 1), (problem.Kind, problem.Line));
        Assert.DoesNotContain(
            Configs.Problems("project: {project_crs: \"EPSG::32610\"}", SurveySite.Unknown),
            other => other.Kind == ConfigProblemKind.Crs);
    }

    [Theory]
    [InlineData("EPSG::32610")]
    [InlineData("EPSG::32611")] // The next zone is a matter of taste at its edge.
    [InlineData("EPSG::26910")] // NAD83
    [InlineData("EPSG::6339")] // NAD83(2011)
    [InlineData("EPSG::26710")] // NAD27
    [InlineData("EPSG::32210")] // WGS 72
    public void Systems_that_suit_the_site_are_not_told(string crs) => Assert.Null(Kind(crs, Configs.Site));

    [Theory]
    [InlineData("EPSG::4326", "is not in metres on the ground")]
    [InlineData("EPSG::3857", "is not in metres on the ground")]
    [InlineData("EPSG::4322", "is not in metres on the ground")] // WGS 72
    [InlineData("EPSG::4283", "is not in metres on the ground")] // GDA94
    [InlineData("EPSG::7844", "is not in metres on the ground")] // GDA2020
    [InlineData("EPSG::4759", "is not in metres on the ground")] // NAD83(NSRS2007)
    [InlineData("EPSG::2226", "is not in metres on the ground")] // California zone 2, US survey feet
    [InlineData("EPSG::26742", "is not in metres on the ground")] // The same of NAD27
    [InlineData("EPSG::26712", "is UTM zone 12")]
    [InlineData("EPSG::28355", "is UTM zone 55")]
    [InlineData("EPSG::7855", "is UTM zone 55")]
    [InlineData("EPSG::31976", "is UTM zone 22")]
    [InlineData("EPSG::31983", "is UTM zone 23")]
    [InlineData("EPSG::32318", "is UTM zone 18")]
    [InlineData("EPSG::32612", "is UTM zone 12, and the photos were taken in zone 10")]
    [InlineData("EPSG::26912", "is UTM zone 12")]
    [InlineData("EPSG::6328", "is UTM zone 59")]
    [InlineData("EPSG::25832", "is UTM zone 32")]
    [InlineData("EPSG::32710", "is of the other side of the equator")]
    [InlineData("EPSG:32610", "is no coordinate system as Metashape takes it")]
    [InlineData("UTM 10N", "is no coordinate system as Metashape takes it")]
    [InlineData("EPSG::99999999999", "is no coordinate system as Metashape takes it")]
    public void Systems_that_do_not_suit_the_site_are_told_with_the_one_that_does(string crs, string message)
    {
        var problem = Assert.Single(Configs.Problems($"project: {{project_crs: \"{crs}\"}}"));

        Assert.Equal(ConfigProblemKind.Crs, problem.Kind);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Contains("EPSG::32610", problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EPSG::3310")] // California Albers
    [InlineData("EPSG::4647")] // ETRS89 / UTM zone 32N with the zone before the easting: projected among geographic
    [InlineData("EPSG::4499")] // CGCS2000 / Gauss-Kruger zone 19
    [InlineData("EPSG::9999")]
    [InlineData("PROJCS[\\\"mine\\\"]")]
    public void Systems_that_are_not_known_here_are_left_to_people(string crs) =>
        Assert.Equal(ConfigProblemKind.CrsUnchecked, Kind(crs, Configs.Site));

    [Fact]
    public void At_the_equator_and_the_date_line_neighbours_count_as_near()
    {
        Assert.Null(Kind("EPSG::32718", Equator));
        Assert.Null(Kind("EPSG::32601", Dateline));
        Assert.Equal(ConfigProblemKind.Crs, Kind("EPSG::32602", Dateline));
    }

    [Fact]
    public void The_system_of_control_points_is_never_that_of_the_default()
    {
        Assert.Contains(Configs.Problems("add_gcps: {enabled: True}"), p => p.Kind == ConfigProblemKind.Crs);
        Assert.Contains(
            Configs.Problems("add_gcps: {enabled: True, gcp_crs: \"32610\"}"), p => p.Kind == ConfigProblemKind.Crs);
        Assert.Empty(Configs.Problems("add_gcps: {enabled: True, gcp_crs: \"EPSG::4326\"}"));
        Assert.Empty(Configs.Problems("add_gcps: {enabled: False}"));
    }

    private static ConfigProblemKind? Kind(string crs, SurveySite site) =>
        Configs.Problems($"project: {{project_crs: \"{crs}\"}}", site).SingleOrDefault()?.Kind;
}
