using System.Text;

namespace OfoWatcher.Tests.Docs;

/// <summary>A page of docs/ that is made from the program.</summary>
internal sealed class MarkdownPage
{
    private readonly StringBuilder text = new();

    public MarkdownPage(string title)
    {
        text.Append("<!-- Generated from the code; `make docs` writes it anew. -->\n");
        text.Append("# ").Append(title).Append("\n\n");
    }

    public MarkdownPage Heading(string words) => Line("## " + words).Line("");

    public MarkdownPage Paragraph(string words) => Line(words).Line("");

    /// <summary>The first row is the head.</summary>
    public MarkdownPage Table(IEnumerable<IReadOnlyList<string>> rows)
    {
        var isHead = true;
        foreach (var row in rows)
        {
            Line($"| {string.Join(" | ", row.Select(Cell))} |");
            if (isHead)
                Line($"|{string.Concat(row.Select(_ => "---|"))}");
            isHead = false;
        }

        return Line("");
    }

    public override string ToString() => text.ToString().TrimEnd('\n') + "\n";

    private MarkdownPage Line(string line)
    {
        text.Append(line).Append('\n');
        return this;
    }

    private static string Cell(string words) => words.Replace("|", "\\|", StringComparison.Ordinal);
}
