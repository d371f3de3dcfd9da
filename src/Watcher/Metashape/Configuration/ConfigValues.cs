namespace OfoWatcher.Metashape.Configuration;

/// <summary>
/// Questions to a completed configuration. A value of a wrong type answers as if the thing were off, empty or absent:
/// its type is a problem of its own.
/// </summary>
internal sealed record ConfigValues(YamlValue.Map Root)
{
    private const string Ptcloud = "-ptcloud";

    public YamlValue? this[string section, string key] => Root.Section(section)[key];

    /// <summary>Whether a key is True.</summary>
    public bool IsOn(string section, string key = "enabled") => this[section, key] is YamlValue.Flag { Value: true };

    /// <summary>Where a key stands; where its section begins is not known, so 0 when it is not in the file.</summary>
    public int LineOf(string section, string key = "enabled") => this[section, key]?.Line ?? 0;

    /// <summary>A text, "" when there is none.</summary>
    public string TextOf(string section, string key) => this[section, key] is YamlValue.Text text ? text.Value : "";

    /// <summary>A text or the texts of a list; none for a blank.</summary>
    public IReadOnlyList<string> TextsOf(string section, string key) => this[section, key] switch
    {
        YamlValue.Text { Value.Length: > 0 } text => [text.Value],
        YamlValue.Items items => [.. items.Values.OfType<YamlValue.Text>().Select(item => item.Value)],
        _ => [],
    };

    public double? NumberOf(string section, string key) => this[section, key] switch
    {
        YamlValue.Whole whole => whole.Value,
        YamlValue.Real real => real.Value,
        _ => null,
    };

    /// <summary>The elevation models that are built.</summary>
    public IReadOnlyList<string> DemSurfaces => IsOn("build_dem") ? TextsOf("build_dem", "surface") : [];

    /// <summary>The surfaces that orthomosaics are built on.</summary>
    public IReadOnlyList<string> OrthomosaicSurfaces =>
        IsOn("build_orthomosaic") ? TextsOf("build_orthomosaic", "surface") : [];

    /// <summary>It opens a project that an earlier run has made, so what is missing here may be there.</summary>
    public bool LoadsProject => TextOf("project", "load_project").Length > 0;

    public static bool IsOfPointCloud(string surface) => surface.EndsWith(Ptcloud, StringComparison.Ordinal);

    public static bool IsOfMesh(string surface) => surface is "DSM-mesh" or "Mesh";

    public static bool IsTerrain(string surface) => surface.StartsWith("DTM", StringComparison.Ordinal);
}
