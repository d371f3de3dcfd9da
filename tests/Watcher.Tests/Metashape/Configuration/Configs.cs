using System.Text;
using OfoWatcher.Metashape.Configuration;
using OfoWatcher.Survey;

namespace OfoWatcher.Tests.Metashape.Configuration;

/// <summary>Configurations as they are written in tests, for a site in the Sierra Nevada.</summary>
internal static class Configs
{
    public static readonly SurveySite Site = new(new UtmProjection(10, true), new GeoPoint(38.9, -120.6));

    public static ResolvedConfig Resolve(string yaml, SurveySite? site = null) =>
        ResolvedConfig.Of("config.yml", YamlReader.Read(Encoding.UTF8.GetBytes(yaml)), site ?? Site);

    /// <summary>The values that a configuration comes to, whatever is wrong with it.</summary>
    public static ConfigValues Values(string yaml) => Resolve(yaml).Values!;

    /// <summary>What is wrong, but for the remark that the rest was taken from the default.</summary>
    public static IReadOnlyList<ConfigProblem> Problems(string yaml, SurveySite? site = null) =>
        [.. Resolve(yaml, site).Problems.Where(problem => problem.Kind != ConfigProblemKind.MissingKeys)];
}
