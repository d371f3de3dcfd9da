namespace OfoWatcher.Metashape.Configuration;

/// <summary>A value of a YAML document as PyYAML's <c>safe_load</c> would make it: a closed set.</summary>
/// <param name="Line">Where it stands in the file, from 1; 0 for a value that stands in none.</param>
internal abstract record YamlValue(int Line)
{
    private YamlValue(int line, int depth, int size)
        : this(line)
    {
        Depth = depth;
        Size = size;
    }

    /// <summary>How many levels of lists and mappings it holds, itself included; 0 for a scalar.</summary>
    public int Depth { get; }

    /// <summary>How many values it holds, itself included, each counted as often as an alias repeats it.</summary>
    public int Size { get; } = 1;

    /// <summary>None in Python.</summary>
    internal sealed record Null(int Line) : YamlValue(Line);

    internal sealed record Flag(bool Value, int Line) : YamlValue(Line);

    internal sealed record Whole(long Value, int Line) : YamlValue(Line);

    internal sealed record Real(double Value, int Line) : YamlValue(Line);

    internal sealed record Text(string Value, int Line) : YamlValue(Line);

    /// <summary>
    /// A date, which no key takes, or what looks like a number and makes PyYAML give up or run out of digits.
    /// </summary>
    /// <param name="Written">As it stands in the file.</param>
    /// <param name="What">What it is taken for, such as "a date".</param>
    internal sealed record Odd(string Written, string What, int Line) : YamlValue(Line);

    internal sealed record Items(IReadOnlyList<YamlValue> Values, int Line)
        : YamlValue(
            Line, 1 + Values.Select(value => value.Depth).DefaultIfEmpty().Max(),
            1 + Values.Sum(value => value.Size));

    /// <summary>A mapping, in the order of the file.</summary>
    internal sealed record Map(IReadOnlyList<YamlEntry> Entries, int Line)
        : YamlValue(
            Line, 1 + Entries.Select(entry => entry.Value.Depth).DefaultIfEmpty().Max(),
            1 + Entries.Sum(entry => entry.Value.Size))
    {
        public static readonly Map Empty = new([], 0);

        /// <summary>The value of a key; null when the mapping does not hold it.</summary>
        public YamlValue? this[string key] => Entries.FirstOrDefault(entry => entry.Key == key)?.Value;

        /// <summary>The mapping under a key; an empty one when there is none.</summary>
        public Map Section(string key) => this[key] as Map ?? Empty;
    }

    /// <summary>The value in words, for a message: what is written and what it is taken for.</summary>
    public string Describe() => this switch
    {
        Null => "blank",
        Flag flag => flag.Value ? "True" : "False",
        Whole whole => $"the number {YamlWriter.Number(whole.Value)}",
        Real real => $"the number {YamlWriter.Number(real.Value)}",
        Text text => $"the text “{Shorten(text.Value)}”",
        Odd odd => $"{Shorten(odd.Written)}, which reads as {odd.What}",
        Items => "a list",
        _ => "a group of keys",
    };

    /// <summary>At most 60 characters, none of which moves the cursor of a terminal.</summary>
    internal static string Shorten(string text)
    {
        var shown = string.Concat(text.Take(61).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '·' : c));
        return shown.Length > 60 ? shown[..60] + "…" : shown;
    }
}

/// <summary>A key of a mapping with its value.</summary>
/// <param name="Line">Where the key stands in the file, from 1; 0 when it stands in none.</param>
internal sealed record YamlEntry(string Key, int Line, YamlValue Value);
