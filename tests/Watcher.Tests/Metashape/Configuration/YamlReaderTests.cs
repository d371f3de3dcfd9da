using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OfoWatcher.Metashape.Configuration;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Metashape.Configuration;

public sealed class YamlReaderTests
{
    // Pieces that make much of YAML's grammar, and much of what breaks it.
    private static readonly string[] Pieces =
    [
        "project:", "build_dem:", "surface", "a", "1", "0123", "yes", ": ", ":", "\n", "\n  ", "\n    ", "- ", "[", "]", "{", "}",
        ",", "\"", "'", "&a ", "*a", "<<: *a", "!!python/object ", "!x ", "|\n", ">\n", "#", "---\n", "...\n", "%YAML 1.1\n", "? ", "\t",
        "\0", "\uFEFF", "\u0085", "é", "\U0001F332", "Metashape.X", "\\u", "\\ud800",
    ];

    [Fact]
    public void Lines_are_counted_from_one()
    {
        var map = Read("# remark\nproject:\n  project_name: oak\n\n  project_crs: \"EPSG::32610\"\n").Root!;

        Assert.Equal(2, Assert.Single(map.Entries).Line);
        Assert.Equal([3, 5], map.Section("project").Entries.Select(entry => entry.Line));
        Assert.Equal(5, map.Section("project")["project_crs"]!.Line);
    }

    [Theory]
    [InlineData("a: 'False'", "{\"a\": str \"False\"}")]
    [InlineData("a: \"0123\"", "{\"a\": str \"0123\"}")]
    [InlineData("a: !!str 12", "{\"a\": str \"12\"}")]
    [InlineData("a: !!int \"12\"", "{\"a\": int 12}")]
    [InlineData("a: ! yes", "{\"a\": str \"yes\"}")]
    [InlineData("a: [x, 1, yes]", "{\"a\": [str \"x\", int 1, bool True]}")]
    [InlineData("a:\n- x\n- {b: 1}", "{\"a\": [str \"x\", {\"b\": int 1}]}")]
    [InlineData("a: &x {b: 1}\nc: *x", "{\"a\": {\"b\": int 1}, \"c\": {\"b\": int 1}}")]
    [InlineData("a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}", "{\"a\": {\"b\": int 1, \"c\": int 2}, \"d\": {\"c\": int 3, \"b\": int 1}}")]
    [InlineData("a: |\n  two\n  lines\n", "{\"a\": str \"two\\nlines\\n\"}")]
    [InlineData("\uFEFFa: 1", "{\"a\": int 1}")]
    public void Values_are_those_that_PyYAML_reads(string yaml, string told) =>
        Assert.Equal(told, PyYaml.Told(Read(yaml).Root!));

    [Theory]
    [InlineData("", 0, "is empty")]
    [InlineData("# only a remark\n", 0, "is empty")]
    [InlineData("just text", 1, "does not consist of sections and keys")]
    [InlineData("- a\n- b", 1, "does not consist of sections and keys")]
    [InlineData("a: 1\n---\nb: 2", 2, "holds a second document")]
    [InlineData("a: 1\n\tb: 2", 2, "is not valid YAML")]
    [InlineData("a: *nowhere", 1, "refers to “nowhere”")]
    [InlineData("a: &x [*x]", 1, "refers to “x”")]
    [InlineData("? [a]\n: 1", 1, "has a list or group as a key")]
    [InlineData("a: 1\n<<: 2", 2, "merges by “<<”")]
    public void What_is_no_configuration_is_told_with_its_line(string yaml, int line, string message)
    {
        var document = Read(yaml);

        Assert.Null(document.Root);
        var problem = Assert.Single(document.Problems);
        Assert.Equal((ConfigProblemKind.Unreadable, line), (problem.Kind, problem.Line));
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Remedy);
    }

    [Theory]
    [InlineData("a: [1\nb: 2")]
    [InlineData("a: {b: 1")]
    [InlineData("a: \"never closed\n\n")]
    [InlineData("a: 1\n b: 2")]
    public void What_is_no_YAML_is_told_with_a_line_near_it(string yaml)
    {
        var problem = Assert.Single(Read(yaml).Problems);

        Assert.StartsWith("is not valid YAML", problem.Message, StringComparison.Ordinal);
        Assert.InRange(problem.Line, 1, 3);
    }

    [Theory]
    [InlineData("a: !!python/object/apply:os.system [\"touch owned\"]")]
    [InlineData("a: !!python/name:os.system x")]
    [InlineData("a: !own x")]
    [InlineData("a: !!binary aGk=")]
    [InlineData("!!python/object:x {a: 1}")]
    public void Tags_that_make_objects_are_unsafe(string yaml) =>
        Assert.Equal(ConfigProblemKind.Unsafe, Assert.Single(Read(yaml).Problems).Kind);

    [Fact]
    public void A_key_given_twice_counts_as_given_last_and_is_told()
    {
        var document = Read("a:\n  b: 1\n  c: 2\n  b: 3\n");

        Assert.Equal("{\"a\": {\"c\": int 2, \"b\": int 3}}", PyYaml.Told(document.Root!));
        var problem = Assert.Single(document.Problems);
        Assert.Equal((ConfigProblemKind.DuplicateKey, 4), (problem.Kind, problem.Line));
        Assert.Contains("line 2", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_no_text_counts_for_nothing()
    {
        var document = Read("a: 1\nyes: 2\n3: 4\n");

        Assert.Equal("{\"a\": int 1}", PyYaml.Told(document.Root!));
        Assert.Equal([2, 3], document.Problems.Select(problem => problem.Line));
    }

    [Fact]
    public void Aliases_that_multiply_beyond_all_bounds_are_refused()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level <= 12; level++)
            bomb.Append($"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n");

        AssertRefused(Read(bomb.ToString()), "holds more than 10000 values");
    }

    [Fact]
    public void Nesting_is_bounded_with_and_without_aliases()
    {
        AssertRefused(Read("a: " + new string('[', 100_000)), "is nested deeper than 16 levels");
        var chain = "a0: &a0 [x]\n"
            + string.Concat(Enumerable.Range(1, 40).Select(level => $"a{level}: &a{level} [*a{level - 1}]\n"));
        AssertRefused(Read(chain), "is nested deeper than 16 levels");
    }

    [Fact]
    public void Size_number_of_values_and_keys_are_bounded()
    {
        AssertRefused(Read("a: " + new string('x', YamlReader.MostBytes)), "is larger than 256 KiB");
        AssertRefused(Read("a: [" + string.Concat(Enumerable.Repeat("x,", 10_001)) + "]"), "holds more than 10000 values");
        AssertRefused(Read($"\"{new string('k', 500)}\": 1"), "has a key of more than 200 characters");
        AssertRefused(YamlReader.Read([0x61, 0x3A, 0x20, 0xFF]), "is not UTF-8 text");
    }

    [Fact]
    public void No_bytes_make_the_reader_throw() =>
        Prop.ForAll(Arb.From(Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value))), bytes =>
        {
            _ = ResolvedConfig.Of("config.yml", YamlReader.Read(bytes), Configs.Site);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void No_text_of_YAMLs_own_pieces_makes_anything_throw() =>
        Prop.ForAll(Arb.From(Gen.ArrayOf(Gen.Elements(Pieces))), pieces =>
        {
            var resolved = Configs.Resolve(string.Concat(pieces));
            Assert.True(resolved.Text is not null || resolved.Problems.Count > 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    private static YamlDocument Read(string yaml) => YamlReader.Read(Encoding.UTF8.GetBytes(yaml));

    private static void AssertRefused(YamlDocument document, string message)
    {
        Assert.Null(document.Root);
        Assert.StartsWith(message, Assert.Single(document.Problems).Message, StringComparison.Ordinal);
    }
}
