using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OfoWatcher.Metashape.Configuration;

namespace OfoWatcher.Tests.Metashape.Configuration;

public sealed class EvaluatedTextTests
{
    private static readonly string[] Pieces =
    [
        "Metashape", ".", "X", "Sensor", "_", "(", ")", " ", ",", "+", "\n", "\u2028", "import os", "#", "=", ";", "[", "]", "\0", "é", "9",
    ];

    [Theory]
    [InlineData("build_mesh:\n  face_count: \"__import__('os').system('touch owned') # Metashape\"")]
    [InlineData("build_mesh:\n  face_count: Metashape.app.quit()")]
    [InlineData("build_mesh:\n  face_count: \"Metashape.LowFaceCount\\n\"")]
    [InlineData("build_mesh:\n  face_count: Metashape")]
    [InlineData("build_mesh:\n  face_count: Metashape.")]
    [InlineData("build_mesh:\n  face_count: \"Metashape.Low FaceCount\"")]
    [InlineData("build_mesh:\n  face_count: \"Metashape.é\"")]
    [InlineData("build_mesh:\n  anything: \"1 or Metashape\"")]
    [InlineData("nobody:\n  knows: {this: \"(Metashape)\"}")]
    [InlineData("top: \"(Metashape)\"")]
    [InlineData("project:\n  photo_path: [\"/photos/Metashape/site\"]")] // Items are evaluated under any key.
    [InlineData("argo:\n  setup: {cpu_request: \"Metashape.x()\"}")]
    [InlineData("build_point_cloud:\n  classes: [Metashape.PointClass.Ground, \"Metashape.x()\"]")]
    [InlineData("a: [[[\"Metashape()\"]]]")]
    [InlineData("a: &x \"Metashape()\"\nproject: {project_name: *x}")]
    public void What_would_run_as_code_is_refused_for_good(string yaml)
    {
        var resolved = Configs.Resolve(yaml);

        Assert.Contains(resolved.Problems, problem => problem.Kind == ConfigProblemKind.Unsafe && problem.Line > 0);
        Assert.Null(resolved.Text);
        Assert.Null(resolved.Values);
    }

    [Theory]
    [InlineData("build_mesh:\n  face_count: Metashape.LowFaceCount")]
    [InlineData("build_mesh:\n  face_count: \"Metashape.LowFaceCount\"")]
    [InlineData("build_point_cloud:\n  classes: [Metashape.PointClass.Ground]")]
    [InlineData("project:\n  load_project: \"/share/Metashape projects/(1).psx\"")] // Exempt by its key.
    [InlineData("project:\n  project_name: \"Metashape()\"")]
    [InlineData("build_mesh:\n  export_extension: \"metashape()\"")] // Not the word that Python looks for.
    public void Plain_names_and_what_is_never_evaluated_pass(string yaml) =>
        Assert.DoesNotContain(Configs.Resolve(yaml).Problems, problem => problem.Kind == ConfigProblemKind.Unsafe);

    [Theory]
    [InlineData("int")]
    [InlineData("bool")]
    [InlineData("float")]
    public void A_tag_does_not_carry_code_past_the_check(string tag)
    {
        foreach (var place in new[] { "{face_count: X}", "{own: [X]}", "{own: {deeper: X}}" })
        {
            var resolved = Configs.Resolve("build_mesh: " + place.Replace(
                "X", $"!!{tag} \"__import__('os').system('reboot') or Metashape\"", StringComparison.Ordinal));

            Assert.Null(resolved.Text);
            Assert.Equal(ConfigProblemKind.Unreadable, Assert.Single(resolved.Problems).Kind);
        }
    }

    [Fact]
    public void Odd_values_are_looked_at_like_the_texts_that_they_are_written_as()
    {
        var odd = new YamlValue.Odd("Metashape.app.quit()", "something else", 3);
        foreach (var value in new YamlValue[] { odd, new YamlValue.Items([odd], 3) })
        {
            var problem = Assert.Single(EvaluatedText.FindUnsafe(new YamlValue.Map([new YamlEntry("x", 3, value)], 1)));
            Assert.Equal((ConfigProblemKind.Unsafe, 3), (problem.Kind, problem.Line));
        }
    }

    [Fact]
    public void Nothing_unsafe_ever_gets_through_wherever_it_stands() =>
        Prop.ForAll(Arb.From(Gen.ArrayOf(Gen.Elements(Pieces))), Arb.From(Gen.Choose(0, 3)), (pieces, place) =>
        {
            var text = string.Concat(pieces);
            var quoted = "\"" + string.Concat(text.Select(c => $"\\u{(int)c:X4}")) + "\"";
            var written = Configs.Resolve(place switch
            {
                0 => $"build_mesh: {{face_count: {quoted}}}",
                1 => $"project: {{photo_path: [{quoted}]}}",
                2 => $"own: {{deeper: [a, {quoted}]}}",
                _ => $"x: &x {quoted}\nbuild_dem: {{other: *x}}",
            }).Text;
            if (written is not null)
                AssertSafe(YamlReader.Read(Encoding.UTF8.GetBytes(written)).Root!);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    // As automate-metashape walks through it, without the exemptions, which none of these texts has.
    private static void AssertSafe(YamlValue value)
    {
        switch (value)
        {
            case YamlValue.Map map:
                Assert.All(map.Entries, entry => AssertSafe(entry.Value));
                break;
            case YamlValue.Items items:
                Assert.All(items.Values, AssertSafe);
                break;
            case YamlValue.Text text when text.Value.Contains("Metashape", StringComparison.Ordinal):
                Assert.Matches(@"^Metashape(\.[A-Za-z_][A-Za-z0-9_]*)+\z", text.Value);
                break;
        }
    }
}
