namespace OfoWatcher.Metashape.Configuration;

/// <summary>
/// The configuration that a project would be run with, and what is wrong with it. The file that it comes from stays as
/// it is.
/// </summary>
internal sealed record ResolvedConfig
{
    private const int MostMissingNamed = 6;

    /// <summary>What messages call the file, such as "config.yml" or "configs/oak.yml".</summary>
    public required string Name { get; init; }

    /// <summary>It is the built-in default, because nobody gave another.</summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>The whole configuration; null when the file cannot be read or must not be used.</summary>
    public ConfigValues? Values { get; init; }

    /// <summary>The same as YAML for automate-metashape; null likewise.</summary>
    public string? Text { get; init; }

    /// <summary>What is wrong; of each kind the first few.</summary>
    public IReadOnlyList<ConfigProblem> Problems
    {
        get;
        init => field = ConfigProblem.Cap(value);
    } = [];

    /// <summary>The default itself, in the site's own grid.</summary>
    public static ResolvedConfig BuiltIn(SurveySite site) =>
        Of("the built-in default", new YamlDocument(YamlValue.Map.Empty, []), site) with { IsBuiltIn = true };

    /// <summary>Judges and completes a file.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="document">The file as it was read.</param>
    /// <param name="site">Where the photos were taken.</param>
    public static ResolvedConfig Of(string name, YamlDocument document, SurveySite site)
    {
        if (document.Root is not { } written)
            return new ResolvedConfig { Name = name, Problems = document.Problems };
        List<ConfigProblem> problems = [.. EvaluatedText.FindUnsafe(written)];
        var told = problems.Select(problem => problem.Line).ToHashSet();
        problems.AddRange(
            document.Problems.Concat(SchemaCheck.Find(written)).Where(problem => !told.Contains(problem.Line)));
        if (problems.Any(problem => problem.Kind is ConfigProblemKind.Unsafe or ConfigProblemKind.OldFormat))
            return new ResolvedConfig { Name = name, Problems = problems };

        var crs = site.Grid is { } grid ? CoordinateSystem.CodeOf(grid) : "";
        var values = new ConfigValues(ConfigCompletion.Complete(written, DefaultConfig.Values, crs));
        // What is written is what runs: so it is looked at once more, however it came about.
        if (EvaluatedText.FindUnsafe(values.Root).ToList() is { Count: > 0 } made)
            return new ResolvedConfig { Name = name, Problems = [.. problems, .. made] };
        problems.AddRange(ConflictCheck.Find(values));
        problems.AddRange(CrsCheck.Find(written.Section("project")[CrsCheck.Key], site));
        problems.AddRange(FindControlPointCrs(written, values));
        problems.AddRange(FindReplaced(written, values));
        problems.AddRange(ResourceCheck.Find(values));
        if (written.Entries.Count > 0)
            problems.AddRange(FindMissing(written));
        return new ResolvedConfig
        {
            Name = name,
            Values = values,
            Text = YamlWriter.Write(
                values.Root,
                $"Made by OfoWatcher from {name}: completed from the default of automate-metashape, every text in quotes.\n"
                    + "Photos, output, project folder and project name are given on the command line."),
            Problems = problems,
        };
    }

    /// <summary>The default's system is that of one site in California: nobody means it by saying nothing.</summary>
    private static IEnumerable<ConfigProblem> FindControlPointCrs(YamlValue.Map written, ConfigValues values)
    {
        if (!values.IsOn("add_gcps"))
            yield break;
        var given = written.Section("add_gcps")["gcp_crs"];
        if (given is null)
        {
            yield return new ConfigProblem(
                ConfigProblemKind.Crs, values.LineOf("add_gcps"), "add_gcps is on and gcp_crs is not given",
                "Write gcp_crs with the coordinate system of gcp_table.csv, such as \"EPSG::32610\".");
        }
        else if (given is YamlValue.Text text && CoordinateSystem.Parse(text.Value) is null
            && !CoordinateSystem.IsWrittenOut(text.Value))
        {
            yield return new ConfigProblem(
                ConfigProblemKind.Crs, given.Line,
                $"gcp_crs “{YamlValue.Shorten(text.Value)}” is no coordinate system as Metashape takes it",
                "Write it as \"EPSG::32610\", with two colons.");
        }
    }

    private static IEnumerable<ConfigProblem> FindReplaced(YamlValue.Map written, ConfigValues values)
    {
        foreach (var key in ConfigCompletion.Replaced)
        {
            var given = written.Section("project")[key];
            if (given is null or YamlValue.Null or YamlValue.Text { Value: "" } or YamlValue.Items { Values.Count: 0 })
                continue;
            var isSplit = given is YamlValue.Items && values.IsOn("add_photos", "separate_calibration_per_path");
            yield return new ConfigProblem(
                ConfigProblemKind.Replaced, given.Line,
                $"project.{key} counts for nothing, since the watcher gives its own"
                    + (isSplit ? "; and separate_calibration_per_path with it, since there is one path only" : ""),
                $"Write {key}: \"\"" + (isSplit ? ", and make each camera's photos a project of their own." : "."));
        }
    }

    private static IEnumerable<ConfigProblem> FindMissing(YamlValue.Map written)
    {
        var missing = ConfigCompletion.MissingKeys(written, DefaultConfig.Values);
        if (missing.Count == 0)
            yield break;
        var named = string.Join(", ", missing.Take(MostMissingNamed));
        yield return new ConfigProblem(
            ConfigProblemKind.MissingKeys, 0,
            missing.Count > MostMissingNamed
                ? $"{named} and {missing.Count - MostMissingNamed} more are not given and have their default"
                : $"{named} {(missing.Count == 1 ? "is not given and has its" : "are not given and have their")} default",
            "Write them if something else is wanted; the run's config.yml shows what they are.");
    }
}
