using OfoWatcher.Validation;

namespace OfoWatcher.Tests.Docs;

/// <summary>
/// docs/findings.md. Meanings are the doc comments of the codes; weights are the catalog's, examples and remedies what
/// the rules say of <see cref="FindingExamples"/>.
/// </summary>
internal static class FindingsPage
{
    public static string Render()
    {
        var findings = FindingExamples.All;
        List<IReadOnlyList<string>> rows = [["Code", "Weight", "Meaning", "Example", "What to do"]];
        foreach (var (name, code) in Codes)
        {
            var finding = findings.FirstOrDefault(f => f.Code == code)
                ?? throw new InvalidOperationException($"no example shows the finding {code}");
            rows.Add(
            [
                $"`{code}`",
                WeightOf(FindingCatalog.Find(code)!),
                XmlDocs.SummaryOf('F', typeof(FindingCodes), name),
                finding.Message,
                finding.Remedy,
            ]);
        }

        return new MarkdownPage("Findings")
            .Paragraph("""
                What the watcher may find in an upload, by the codes that stand in `INVALID.json` and `report.json`.
                An error keeps a project from being run; a warning is shown, an info shown quietly. `OfoWatcher validate
                FOLDER` tells the same before an upload. An INVALID project is looked at again as soon as anything in its
                folder changes, or a configuration beside it.
                """)
            .Paragraph("""
                The setting `Validation:Severities` gives a code another weight, all but those that are *fixed*. A
                pilot accepts a finding by writing its code into `accept.txt` in the project's folder, one code a line:
                it keeps its weight and stops nothing there. Those marked *not to be accepted* must be mended.
                """)
            .Paragraph("""
                Whether all photos arrived is known where the upload says how many there are: by a manifest in the project's
                folder (`manifest-md5.txt`, `manifest-sha256.txt`, `MD5SUMS`, `SHA256SUMS`, each line a checksum and a path
                below the folder), by the `Payload-Oxum` of BagIt's `bag-info.txt`, or by a number of photos as the first
                line of `_UPLOADED` (`ls | wc -l` of the photos when the copy is made; a number that no survey has is none).
                """)
            .Table(rows)
            .ToString();
    }

    private static string WeightOf(FindingKind kind)
    {
        var weight = kind.Severity.ToString().ToLowerInvariant();
        return kind switch
        {
            { IsFixed: true } => weight + ", fixed, not to be accepted",
            { IsAcceptable: false } => weight + ", not to be accepted",
            _ => weight,
        };
    }

    private static IEnumerable<(string Name, string Code)> Codes => typeof(FindingCodes).GetFields()
        .Where(constant => constant.IsLiteral)
        .Select(constant => (constant.Name, (string)constant.GetRawConstantValue()!));
}
