namespace OfoWatcher.Metashape.Configuration;

/// <summary>
/// Makes a configuration whole: automate-metashape has no defaults of its own and fails, perhaps hours into a run, at
/// the first key that it does not find.
/// </summary>
internal static class ConfigCompletion
{
    /// <summary>What the watcher gives on the command line instead, whatever the configuration says.</summary>
    public static readonly IReadOnlyList<string> Replaced = ["photo_path", "output_path", "project_path", "project_name"];

    private const string Project = "project";

    /// <summary>
    /// The written configuration with what is missing from the default, in the default's order; unknown keys come last
    /// in their section. Of the section <c>argo</c> nothing is taken over when there is one, since what is missing
    /// there has a fallback of its own, and the default's steps would win over its <c>defaults</c>.
    /// </summary>
    /// <param name="crs">What stands in for <c>project_crs</c> where that is left to the survey.</param>
    public static YamlValue.Map Complete(YamlValue.Map written, YamlValue.Map standard, string crs)
    {
        var sections = standard.Entries.Select(entry => entry with { Value = CompleteSection(written, entry, crs) });
        var unknown = written.Entries.Where(entry => standard[entry.Key] is null);
        return new YamlValue.Map([.. sections, .. unknown], 0);
    }

    /// <summary>The keys that a completion takes from the default, as "section.key"; <c>argo</c> is left out.</summary>
    public static IReadOnlyList<string> MissingKeys(YamlValue.Map written, YamlValue.Map standard) =>
    [
        .. from section in standard.Entries
           where section.Key != ConfigSchema.Argo
           from key in ((YamlValue.Map)section.Value).Entries
           where written.Section(section.Key)[key.Key] is null && !HasSourceOfItsOwn(section.Key, key.Key)
           select $"{section.Key}.{key.Key}",
    ];

    private static bool HasSourceOfItsOwn(string section, string key) =>
        section == Project && (Replaced.Contains(key) || key == CrsCheck.Key);

    private static YamlValue CompleteSection(YamlValue.Map written, YamlEntry standard, string crs)
    {
        if (standard.Key == ConfigSchema.Argo)
            return written[standard.Key] as YamlValue.Map ?? standard.Value;
        var own = written.Section(standard.Key);
        var known = (YamlValue.Map)standard.Value;
        return new YamlValue.Map(
            [
                .. known.Entries.Select(entry => entry with
                {
                    Value = ValueOf(standard.Key, entry, own[entry.Key], crs),
                }),
                .. own.Entries.Where(entry => known[entry.Key] is null),
            ],
            own.Line);
    }

    private static YamlValue ValueOf(string section, YamlEntry standard, YamlValue? own, string crs)
    {
        if (section == Project && Replaced.Contains(standard.Key))
            return new YamlValue.Text("", 0);
        if (section == Project && standard.Key == CrsCheck.Key && CrsCheck.IsLeftOpen(own))
            return new YamlValue.Text(crs, own?.Line ?? 0);
        // Nothing behind the colon is None to Python, at which automate-metashape stops where "" would do.
        return own is YamlValue.Null && standard.Value is YamlValue.Text { Value: "" }
            ? new YamlValue.Text("", own.Line)
            : own ?? standard.Value;
    }
}
