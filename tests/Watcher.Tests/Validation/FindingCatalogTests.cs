using FluentValidation;
using OfoWatcher.Survey.Photos;
using OfoWatcher.Validation;
using static OfoWatcher.Tests.Validation.MadeImagery;

namespace OfoWatcher.Tests.Validation;

public sealed class FindingCatalogTests
{
    private static IEnumerable<string> AllCodes => typeof(FindingCodes).GetFields()
        .Where(constant => constant.IsLiteral).Select(constant => (string)constant.GetRawConstantValue()!);

    [Fact]
    public void It_knows_every_code_and_no_other() =>
        Assert.Equal(AllCodes.Order(StringComparer.Ordinal), FindingCatalog.Codes.Order(StringComparer.Ordinal));

    [Fact]
    public void What_is_fixed_is_an_error_that_nobody_can_accept() => Assert.All(
        FindingCatalog.Codes.Select(code => FindingCatalog.Find(code)!).Where(kind => kind.IsFixed),
        kind => Assert.Equal((Severity.Error, false), (kind.Severity, kind.IsAcceptable)));

    [Theory]
    [InlineData("Error", Severity.Error, true)]
    [InlineData("Warning", Severity.Warning, false)]
    [InlineData("Info", Severity.Info, false)]
    public void The_settings_give_findings_another_weight(string weight, Severity severity, bool stops)
    {
        foreach (var code in (string[])[FindingCodes.PhotoTurned, FindingCodes.TooFewPhotos])
        {
            var finding = Assert.Single(Find(code, Enum.Parse<FindingWeight>(weight)));
            Assert.Equal((code, severity, stops), (finding.Code, finding.Severity, finding.Stops));
        }
    }

    [Fact]
    public void What_the_settings_switch_off_is_not_told()
    {
        Assert.Empty(Find(FindingCodes.PhotoTurned, FindingWeight.Off));
        Assert.Empty(Find(FindingCodes.TooFewPhotos, FindingWeight.Off));
    }

    [Fact]
    public void Errors_come_first_after_the_settings_have_weighed_them()
    {
        var photos = Flight(photo => photo with { Orientation = 3 }, 1)
            .Concat([Photo(21).With(photo => photo with { WrittenPosition = null })]);
        var imagery = Of(photos) with { Options = With(FindingCodes.PhotoTurned, FindingWeight.Error) };

        Assert.Equal(
            [FindingCodes.PhotoTurned, FindingCodes.GpsMissing],
            ProjectValidator.Judge(imagery).Select(finding => finding.Code));
    }

    private static IReadOnlyList<Finding> Find(string code, FindingWeight weight)
    {
        List<ExaminedPhoto> photos = code == FindingCodes.PhotoTurned
            ? Flight(photo => photo with { Orientation = 3 }, 1)
            : Flight(3);
        return ProjectValidator.Judge(Of(photos) with { Options = With(code, weight) });
    }

    private static ValidationOptions With(string code, FindingWeight weight) =>
        new() { Severities = new Dictionary<string, FindingWeight> { [code] = weight } };
}
