using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace OfoWatcher.Metashape.Configuration;

/// <summary>What was read of a YAML file.</summary>
/// <param name="Root">Its mapping; null when it cannot be made out, or must not be.</param>
internal sealed record YamlDocument(YamlValue.Map? Root, IReadOnlyList<ConfigProblem> Problems);

/// <summary>
/// Reads a YAML document into values with line numbers. The bytes are anybody's: size, depth and the number of values
/// are bounded before anything is made of them, aliases are counted as often as they repeat what they stand for, and
/// only YAML's own tags are known, so that nothing but text, numbers, lists and mappings can come out.
/// </summary>
internal sealed class YamlReader
{
    /// <summary>Ten times the commented example of automate-metashape.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>The example has three levels.</summary>
    public const int MostDepth = 16;

    /// <summary>The example has two hundred values.</summary>
    public const int MostValues = 10_000;

    /// <summary>PyYAML itself takes keys of up to 1024 characters.</summary>
    public const int LongestKey = 200;

    private const string Tag = "tag:yaml.org,2002:";

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly Parser parser;
    private readonly List<ConfigProblem> problems = [];
    private readonly Dictionary<string, YamlValue> anchors = [];
    private int values;
    private int lastLine;

    private YamlReader(string text) => parser = new Parser(new Scanner(new StringReader(text), skipComments: true));

    /// <summary>Reads a document; whatever the bytes are, the answer is a document or a problem.</summary>
    public static YamlDocument Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostBytes)
            return Refused(0, $"is larger than {MostBytes / 1024} KiB", "Use a configuration of automate-metashape.");
        string text;
        try
        {
            text = Strict.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Refused(0, "is not UTF-8 text", "Save it as plain text in UTF-8.");
        }

        var reader = new YamlReader(text);
        try
        {
            return reader.ReadDocument();
        }
        catch (RefusedException e)
        {
            return new YamlDocument(null, [e.Problem]);
        }
        catch (YamlException e)
        {
            return Invalid((int)Math.Max(Math.Max(e.Start.Line, e.End.Line), reader.LineOfCurrent), e);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException
            or IndexOutOfRangeException or OverflowException)
        {
            // The library's parser meets what it did not expect: that is as good as its own refusal.
            return Invalid(reader.LineOfCurrent, e);
        }
    }

    private static YamlDocument Invalid(int line, Exception e) => Refused(
        line, $"is not valid YAML ({YamlValue.Shorten(e.Message)})", "Mend the line or the one before it.");

    private static YamlDocument Refused(int line, string message, string remedy) =>
        new(null, [new ConfigProblem(ConfigProblemKind.Unreadable, line, message, remedy)]);

    private YamlDocument ReadDocument()
    {
        Next<StreamStart>();
        if (parser.Current is StreamEnd)
            throw Refuse(0, "is empty", "Write the settings that differ from the default, or delete the file.");
        Next<DocumentStart>();
        var root = ReadValue(0);
        Next<DocumentEnd>();
        if (parser.Current is DocumentStart)
            throw Refuse(LineOfCurrent, "holds a second document", "Delete the line “---” and what follows it.");
        if (root is YamlValue.Null)
            throw Refuse(0, "is empty", "Write the settings that differ from the default, or delete the file.");
        return root is YamlValue.Map map
            ? new YamlDocument(map, problems)
            : throw Refuse(root.Line, "does not consist of sections and keys", "Start with “project:”.");
    }

    private YamlValue ReadValue(int depth)
    {
        if (depth > MostDepth)
            throw Refuse(LineOfCurrent, $"is nested deeper than {MostDepth} levels", "A section holds keys and lists.");
        Count(1);
        _ = LineOfCurrent;
        return parser.Current switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart start => ReadItems(start, depth),
            MappingStart start => ReadMap(start, depth),
            AnchorAlias alias => Repeat(alias, depth),
            _ => throw Refuse(LineOfCurrent, "ends before it is complete", "Mend the line or the one before it."),
        };
    }

    private YamlValue ReadScalar(Scalar scalar)
    {
        parser.MoveNext();
        return Remember(scalar, Resolve(scalar));
    }

    private static YamlValue Resolve(Scalar scalar)
    {
        var line = (int)scalar.Start.Line;
        if (scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific)
        {
            return scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty
                ? PlainScalar.Resolve(scalar.Value, line)
                : new YamlValue.Text(scalar.Value, line);
        }

        var plain = PlainScalar.Resolve(scalar.Value, line);
        return (scalar.Tag.Value, plain) switch
        {
            (Tag + "str", _) => new YamlValue.Text(scalar.Value, line),
            (Tag + "null", _) => new YamlValue.Null(line),
            (Tag + "bool", YamlValue.Flag) or (Tag + "int", YamlValue.Whole) or (Tag + "float", YamlValue.Real) => plain,
            (Tag + "float", YamlValue.Whole whole) => new YamlValue.Real(whole.Value, line),
            // PyYAML gives up here, so there is no value to go on with.
            (Tag + "bool" or Tag + "int" or Tag + "float", _) => throw Refuse(
                line, $"has {plain.Describe()} behind the tag !!{scalar.Tag.Value[Tag.Length..]}", "Delete the tag."),
            _ => throw Unsafe(scalar),
        };
    }

    private YamlValue.Items ReadItems(SequenceStart start, int depth)
    {
        ThrowIfTagged(start, "seq");
        parser.MoveNext();
        var items = new List<YamlValue>();
        while (parser.Current is not SequenceEnd)
            items.Add(ReadValue(depth + 1));
        parser.MoveNext();
        return Remember(start, new YamlValue.Items(items, (int)start.Start.Line));
    }

    private YamlValue.Map ReadMap(MappingStart start, int depth)
    {
        ThrowIfTagged(start, "map");
        parser.MoveNext();
        var own = new List<YamlEntry>();
        var merged = new List<YamlEntry>();
        while (parser.Current is not MappingEnd)
        {
            var line = LineOfCurrent;
            var isMerge = parser.Current is Scalar { Style: ScalarStyle.Plain, Value: "<<" };
            var key = ReadKey(depth);
            var value = ReadValue(depth + 1);
            if (isMerge)
                merged.AddRange(Merge(value));
            else if (key is not null)
                Put(own, new YamlEntry(key, line, value));
        }

        parser.MoveNext();
        own.AddRange(merged.Where(entry => own.All(mine => mine.Key != entry.Key)).DistinctBy(entry => entry.Key));
        return Remember(start, new YamlValue.Map(own, (int)start.Start.Line));
    }

    /// <returns>Null for a key that is no text: automate-metashape looks for none.</returns>
    private string? ReadKey(int depth)
    {
        var line = LineOfCurrent;
        switch (ReadValue(depth + 1))
        {
            case YamlValue.Text { Value.Length: > LongestKey }:
                throw Refuse(line, $"has a key of more than {LongestKey} characters", "Delete it.");
            case YamlValue.Text text:
                return text.Value;
            case YamlValue.Items or YamlValue.Map:
                throw Refuse(line, "has a list or group as a key", "Put keys that contain [ or { in quotes.");
            case var other:
                problems.Add(new ConfigProblem(
                    ConfigProblemKind.UnknownKey, line,
                    $"a key is {other.Describe()} and not a name, so it counts for nothing", "Delete it."));
                return null;
        }
    }

    private void Put(List<YamlEntry> entries, YamlEntry entry)
    {
        if (entries.FindIndex(other => other.Key == entry.Key) is >= 0 and var index)
        {
            problems.Add(new ConfigProblem(
                ConfigProblemKind.DuplicateKey, entry.Line,
                $"{YamlValue.Shorten(entry.Key)} was given in line {entries[index].Line} already, and only this one counts",
                "Delete one of the two."));
            entries.RemoveAt(index);
        }

        entries.Add(entry);
    }

    /// <summary>The entries that <c>&lt;&lt;</c> brings in: of several mappings the first has the last word.</summary>
    private static IEnumerable<YamlEntry> Merge(YamlValue value) => value switch
    {
        YamlValue.Map map => map.Entries,
        YamlValue.Items items when items.Values.All(item => item is YamlValue.Map) =>
            items.Values.Cast<YamlValue.Map>().SelectMany(map => map.Entries),
        _ => throw Refuse(value.Line, "merges by “<<” what is no group of keys", "Write the keys out."),
    };

    private YamlValue Repeat(AnchorAlias alias, int depth)
    {
        var line = LineOfCurrent;
        if (!anchors.TryGetValue(alias.Value.Value, out var value))
            throw Refuse(line, $"refers to “{alias.Value.Value}”, which is not given before", "Write the value out.");
        if (depth + value.Depth > MostDepth)
            throw Refuse(line, $"is nested deeper than {MostDepth} levels by an alias", "Write the value out.");
        Count(value.Size - 1);
        parser.MoveNext();
        return value;
    }

    private T Remember<T>(NodeEvent node, T value)
        where T : YamlValue
    {
        if (!node.Anchor.IsEmpty)
            anchors[node.Anchor.Value] = value;
        return value;
    }

    private void Count(int more)
    {
        values += more;
        if (values > MostValues)
        {
            throw Refuse(
                LineOfCurrent, $"holds more than {MostValues} values, aliases included",
                "Use a configuration of automate-metashape.");
        }
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        if (parser.Current is null)
            parser.MoveNext();
        if (parser.Current is not T)
            throw Refuse(LineOfCurrent, "is not valid YAML", "Mend the line or the one before it.");
        parser.MoveNext();
    }

    /// <summary>Where the reader stands; where it stood last when the parser lost its place.</summary>
    private int LineOfCurrent => lastLine = Math.Max(lastLine, (int)(parser.Current?.Start.Line ?? 0));

    private static void ThrowIfTagged(NodeEvent node, string kind)
    {
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific && node.Tag.Value != Tag + kind)
            throw Unsafe(node);
    }

    private static RefusedException Unsafe(NodeEvent node) => new(new ConfigProblem(
        ConfigProblemKind.Unsafe, (int)node.Start.Line,
        $"the tag “{YamlValue.Shorten(node.Tag.Value)}” asks for an object to be made", "Delete the tag."));

    private static RefusedException Refuse(int line, string message, string remedy) =>
        new(new ConfigProblem(ConfigProblemKind.Unreadable, line, message, remedy));

    /// <summary>Ends the reading, with the problem that ended it.</summary>
    private sealed class RefusedException(ConfigProblem problem) : Exception
    {
        public ConfigProblem Problem => problem;
    }
}
