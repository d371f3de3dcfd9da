using OfoWatcher.Platform;

namespace OfoWatcher.Metashape.Configuration;

/// <summary>Holds a configuration, as it was written, against the keys that are known.</summary>
internal static class SchemaCheck
{
    public static IEnumerable<ConfigProblem> Find(YamlValue.Map written)
    {
        if (FindOldFormat(written) is { } old)
            return [old];
        var problems = written.Entries.SelectMany(FindInSection).ToList();
        var told = problems.Where(problem => problem.Kind == ConfigProblemKind.WrongType)
            .Select(problem => problem.Line).ToHashSet();
        return problems.Concat(FindNumbersInLists(written).Where(problem => !told.Contains(problem.Line)));
    }

    private static ConfigProblem? FindOldFormat(YamlValue.Map written) =>
        written.Entries.FirstOrDefault(entry => ConfigSchema.OldKeys.Contains(entry.Key)) is { } old
            ? new ConfigProblem(
                ConfigProblemKind.OldFormat, old.Line,
                $"{old.Key} at the top is the flat format that automate-metashape took until 2025 and takes no longer",
                "Start from today's example of automate-metashape: its keys stand in sections such as “project:” and "
                    + "“build_dem:”.")
            : null;

    private static IEnumerable<ConfigProblem> FindInSection(YamlEntry section)
    {
        if (section.Key == ConfigSchema.Argo)
            return section.Value is YamlValue.Null ? [] : FindInArgo(section);
        if (!ConfigSchema.Sections.TryGetValue(section.Key, out var rules))
            return [Unknown(section, "", [.. ConfigSchema.Sections.Keys, ConfigSchema.Argo])];
        return section.Value switch
        {
            YamlValue.Map map => map.Entries.SelectMany(entry => FindInEntry(section.Key, rules, entry)),
            YamlValue.Null => [], // All its keys are missing.
            _ => [NotASection(section, section.Key)],
        };
    }

    private static IEnumerable<ConfigProblem> FindInArgo(YamlEntry section)
    {
        if (section.Value is not YamlValue.Map map)
            return [NotASection(section, section.Key)];
        return map.Entries.SelectMany(entry =>
        {
            if (!ConfigSchema.ArgoGroups.Contains(entry.Key))
                return FindInEntry(section.Key, ConfigSchema.ArgoKeys, entry, ConfigSchema.ArgoGroups);
            return entry.Value switch
            {
                YamlValue.Map step => step.Entries.SelectMany(
                    key => FindInEntry($"{section.Key}.{entry.Key}", ConfigSchema.ArgoStepKeys, key)),
                YamlValue.Null => [],
                _ => [NotASection(entry, $"{section.Key}.{entry.Key}")],
            };
        });
    }

    private static IEnumerable<ConfigProblem> FindInEntry(
        string section, IReadOnlyDictionary<string, ValueRule> rules, YamlEntry entry,
        IReadOnlyList<string>? groups = null)
    {
        if (!rules.TryGetValue(entry.Key, out var rule))
        {
            yield return Unknown(entry, section, [.. rules.Keys, .. groups ?? []]);
            yield break;
        }

        var verdict = rule.Judge(entry.Value);
        if (verdict == ValueVerdict.Good)
            yield break;
        yield return new ConfigProblem(
            verdict == ValueVerdict.WrongType ? ConfigProblemKind.WrongType : ConfigProblemKind.WrongValue,
            entry.Line,
            $"{section}.{entry.Key} must be {rule.Expected}, not {entry.Value.Describe()}",
            Remedy(entry, rule));
    }

    private static string Remedy(YamlEntry entry, ValueRule rule) => (rule, entry.Value) switch
    {
        (_, YamlValue.Text { Value: var text }) when rule == ValueRule.Flag
            && PlainScalar.Resolve(text, 0) is YamlValue.Flag flag => $"Write {entry.Key}: {flag.Describe()}, without quotes.",
        (_, YamlValue.Whole or YamlValue.Flag or YamlValue.Odd) when rule == ValueRule.Text || rule == ValueRule.TextOrBlank =>
            $"Put the value of {entry.Key} in quotes.",
        _ => $"Write {rule.Expected}, or leave {entry.Key} out to have the default.",
    };

    private static ConfigProblem Unknown(YamlEntry entry, string section, IReadOnlyList<string> known)
    {
        var key = YamlValue.Shorten(entry.Key);
        var where = section.Length == 0 ? "a section" : $"a key of {section}";
        if (Spelling.Nearest(entry.Key, known) is { } nearest)
        {
            return new ConfigProblem(
                ConfigProblemKind.UnknownKey, entry.Line, $"{key} is not {where}, so it counts for nothing",
                $"Did you mean “{nearest}”?");
        }

        var home = ConfigSchema.Sections.FirstOrDefault(other => other.Value.ContainsKey(entry.Key)).Key;
        return new ConfigProblem(
            ConfigProblemKind.UnknownKey, entry.Line, $"{key} is not {where}, so it counts for nothing",
            home is not null ? $"It belongs under “{home}:”." : "Delete it.");
    }

    private static ConfigProblem NotASection(YamlEntry section, string name) => new(
        ConfigProblemKind.WrongType, section.Line,
        $"{name} must be a group of keys, not {section.Value.Describe()}",
        $"Write the keys of {name} below it, each indented by two spaces.");

    /// <summary>
    /// automate-metashape looks into every list for texts to evaluate and stops at the first item that is none.
    /// </summary>
    private static IEnumerable<ConfigProblem> FindNumbersInLists(YamlValue.Map map) =>
        map.Entries.SelectMany(entry => entry.Value switch
        {
            YamlValue.Map inner => FindNumbersInLists(inner),
            YamlValue.Items items when items.Values.Any(item => item is not YamlValue.Text) =>
            [
                new ConfigProblem(
                    ConfigProblemKind.WrongType, entry.Line,
                    $"the list {YamlValue.Shorten(entry.Key)} holds {items.Values.First(i => i is not YamlValue.Text).Describe()}, "
                        + "and automate-metashape stops at a list of anything but texts",
                    "Put every item in quotes, or delete the list."),
            ],
            _ => [],
        });
}
