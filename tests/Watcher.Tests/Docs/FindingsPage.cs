using FluentValidation;
using OfoWatcher.Survey.Photos;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Validation;
using OfoWatcher.Validation.Rules;

namespace OfoWatcher.Tests.Docs;

/// <summary>
/// docs/findings.md. Meanings are the doc comments of the codes; weights, examples and remedies are what the rules say
/// of a project in which everything is wrong.
/// </summary>
internal static class FindingsPage
{
    public static string Render()
    {
        var findings = FindAll();
        List<IReadOnlyList<string>> rows = [["Code", "Weight", "Meaning", "Example", "What to do"]];
        foreach (var (name, code) in Codes)
        {
            var finding = findings.FirstOrDefault(f => f.Code == code)
                ?? throw new InvalidOperationException($"no example shows the finding {code}");
            rows.Add(
            [
                $"`{code}`",
                finding.Severity.ToString().ToLowerInvariant(),
                XmlDocs.SummaryOf('F', typeof(FindingCodes), name),
                finding.Message,
                finding.Remedy,
            ]);
        }

        return new MarkdownPage("Findings")
            .Paragraph("""
                What the watcher may find in an upload, by the codes that stand in `INVALID.json` and `report.json`.
                An error keeps a project from being run; a warning does not. `OfoWatcher validate FOLDER` tells the same
                before an upload. An INVALID project is looked at again as soon as anything in its folder changes, or a
                configuration beside it.
                """)
            .Table(rows)
            .ToString();
    }

    private static IEnumerable<(string Name, string Code)> Codes => typeof(FindingCodes).GetFields()
        .Where(constant => constant.IsLiteral)
        .Select(constant => (constant.Name, (string)constant.GetRawConstantValue()!));

    private static List<Finding> FindAll()
    {
        using var folder = new TemporaryFolder();
        var imagery = new ProjectImagery
        {
            Project = "site 12 (new)",
            Folders = ["/share-a/site 12 (new)", "/share-b/site 12 (new)"],
            Partial = new(1, 0, ".DJI_0040.JPG.a1B2c3"),
            Options = new ValidationOptions { MinImages = 50 },
        };
        imagery.Inventory.Ignored.Add("DJI_0007.jpeg");
        imagery.Inventory.Skipped.Add(("more", "is a link to a folder"));
        // More than are listed one by one, by names that come last.
        var photos = Break(folder).Concat(Enumerable.Repeat("DJI_0001.JPG", CappedList<ExaminedPhoto>.Most))
            .Select(photo => PhotoExaminer.Examine(folder.Path, photo, 0));
        imagery = imagery with { Inventory = imagery.Inventory with { Photos = [.. photos] } };

        IValidator<ProjectImagery>[] rules =
        [
            new NameRule(), new PhotoCountRule(), new WholePhotoRule(), new LeftoverRule(), new FailingRule(),
        ];
        return [.. ProjectValidator.Apply(rules, imagery).Concat(ConfigExamples.Findings())];
    }

    /// <summary>Writes a photo for each way in which one can be broken; the last is missing.</summary>
    private static string[] Break(TemporaryFolder folder)
    {
        byte[] start = [0xFF, 0xD8];
        byte[] frame = [0xFF, 0xC0, 0, 11, 8, 0, 16, 0, 16, 1, 1, 0x11, 0];
        File.WriteAllBytes(folder["DJI_0001.JPG"], []);
        File.WriteAllBytes(folder["DJI_0002.JPG"], "<html>"u8.ToArray());
        File.WriteAllBytes(folder["DJI_0003.JPG"], [.. start, 0xFF, 0xD9]);
        File.WriteAllBytes(folder["DJI_0004.JPG"], [.. start, .. frame, 1, 2, 3]);
        File.WriteAllBytes(folder["DJI_0005.JPG"], new byte[100]);
        return [.. Enumerable.Range(1, 6).Select(number => $"DJI_000{number}.JPG")];
    }

    private sealed class FailingRule : AbstractValidator<ProjectImagery>
    {
        public FailingRule() => RuleFor(imagery => imagery.Project)
            .Must(_ => throw new InvalidOperationException("the reason stands here"));
    }
}
