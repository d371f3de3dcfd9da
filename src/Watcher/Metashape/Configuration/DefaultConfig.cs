namespace OfoWatcher.Metashape.Configuration;

/// <summary>
/// The built-in configuration: the example of automate-metashape (commit 26f8aea), value for value. It lies beside this
/// file as <c>default-config.yml</c> and is part of the program.
/// </summary>
internal static class DefaultConfig
{
    private const string Resource = "default-config.yml";

    /// <summary>Its values, which stand in no line of anybody's file.</summary>
    public static YamlValue.Map Values { get; } = (YamlValue.Map)WithoutLines(YamlReader.Read(Read()).Root!);

    /// <summary>The file as it was built in.</summary>
    public static byte[] Read()
    {
        using var stream = typeof(DefaultConfig).Assembly.GetManifestResourceStream(Resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static YamlValue WithoutLines(YamlValue value) => value switch
    {
        YamlValue.Map map => new YamlValue.Map(
            [.. map.Entries.Select(entry => new YamlEntry(entry.Key, 0, WithoutLines(entry.Value)))], 0),
        YamlValue.Items items => new YamlValue.Items([.. items.Values.Select(WithoutLines)], 0),
        _ => value with { Line = 0 },
    };
}
