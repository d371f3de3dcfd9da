using OfoWatcher.Metashape.Configuration;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Metashape.Configuration;

public sealed class PlainScalarTests
{
    public static readonly TheoryData<string, string> Meanings = new()
    {
        { "yes", "bool True" },
        { "Off", "bool False" },
        { "on", "bool True" },
        { "False", "bool False" },
        { "fALSE", "str \"fALSE\"" },
        { "y", "str \"y\"" },
        { "", "null" },
        { "~", "null" },
        { "None", "str \"None\"" },
        { "0123", "int 83" },
        { "000557", "int 367" },
        { "000558", "str \"000558\"" }, // 8 is no octal digit.
        { "0x1F", "int 31" },
        { "0b101", "int 5" },
        { "0o17", "str \"0o17\"" }, // YAML 1.2 only.
        { "1_000", "int 1000" },
        { "1:30", "int 90" },
        { "-1:30", "int -90" },
        { "12.5", "float 4029000000000000" },
        { "1e5", "str \"1e5\"" }, // YAML 1.1 wants a point and a sign.
        { "1.0e+5", "float 40f86a0000000000" },
        { "1.0e5", "str \"1.0e5\"" },
        { "-.inf", "float fff0000000000000" },
        { "-.5", "str \"-.5\"" },
        { "2026-06-12", "odd" },
        { "2026-6-12 10:00:00", "odd" },
        { "=", "odd" },
        { "99999999999999999999", "odd" },
        { "0b_", "odd" },
        { "Metashape.ModerateFiltering", "str \"Metashape.ModerateFiltering\"" },
        { "EPSG::26910", "str \"EPSG::26910\"" },
    };

    [Theory]
    [MemberData(nameof(Meanings))]
    public void Unquoted_values_mean_what_YAML_1_1_says(string written, string meaning) =>
        Assert.Equal(meaning, PyYaml.Told(PlainScalar.Resolve(written, 1)));

    [Fact]
    public void PyYAML_agrees_on_three_thousand_values()
    {
        var random = new Random(20261125);
        var scalars = Meanings.Select(row => row.Data.Item1)
            .Concat(Enumerable.Range(0, 3000).Select(_ => Scalar(random))).Distinct().ToList();

        var theirs = PyYaml.Resolve(scalars);

        Assert.Equal(
            scalars.Zip(theirs, (written, meaning) => $"{written}: {meaning}"),
            scalars.Select(written => $"{written}: {PyYaml.Told(PlainScalar.Resolve(written, 1))}"));
    }

    // Of letters that make numbers, so that many do.
    private static string Scalar(Random random)
    {
        const string letters = "0011234567899__..::+-xbeEn";
        return string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => letters[random.Next(letters.Length)]));
    }
}
