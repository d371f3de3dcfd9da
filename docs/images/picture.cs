// Turns the screen of a terminal, as `tmux capture-pane -e -p` prints it, into an SVG.
// Usage: dotnet run docs/images/picture.cs < screen.txt > picture.svg
using System.Globalization;
using System.Text;

const double CellWidth = 8.4, CellHeight = 18, Margin = 12;
var lines = Console.In.ReadToEnd().TrimEnd().Split('\n');
var runs = lines.Select(Parse).ToList();
var width = runs.Max(line => line.Sum(run => run.Text.Length)) * CellWidth + 2 * Margin;
var height = lines.Length * CellHeight + 2 * Margin;

var svg = new StringBuilder();
svg.Append(CultureInfo.InvariantCulture, $"""
    <svg xmlns="http://www.w3.org/2000/svg" width="{width:0}" height="{height:0}" viewBox="0 0 {width:0} {height:0}">
    <rect width="100%" height="100%" rx="8" fill="#16191d"/>
    <g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" fill="#d8dee4">

    """);
for (var row = 0; row < runs.Count; row++)
{
    var column = 0;
    foreach (var (text, colour) in runs[row])
    {
        // Each run at its own place and length, so that the columns stand whatever font the reader has.
        if (text.Trim().Length > 0)
        {
            svg.Append(CultureInfo.InvariantCulture,
                $"""<text xml:space="preserve" x="{Margin + column * CellWidth:0.0}" y="{Margin + row * CellHeight + 13:0}" """);
            svg.Append(CultureInfo.InvariantCulture,
                $"""textLength="{text.Length * CellWidth:0.0}" lengthAdjust="spacingAndGlyphs" fill="{colour}">{Escape(text)}</text>""");
            svg.Append('\n');
        }

        column += text.Length;
    }
}

svg.Append("</g>\n</svg>\n");
Console.Write(svg);

// Splits a line at its escape sequences. Only colours are heeded: "ESC [ 31 m", "ESC [ 38;5;9 m", "ESC [ 39 m".
static List<(string Text, string Colour)> Parse(string line)
{
    var parts = new List<(string, string)>();
    var colour = ColourOf(-1);
    foreach (var (part, index) in line.Split('\e').Select((part, index) => (part, index)))
    {
        var text = part;
        if (index > 0)
        {
            var end = part.IndexOf('m', StringComparison.Ordinal);
            if (end < 0)
                continue; // Another kind of sequence, such as a choice of character set.
            colour = Next(colour, part[1..end]);
            text = part[(end + 1)..];
        }

        if (text.Length > 0)
            parts.Add((text, colour));
    }

    return parts;
}

static string Next(string colour, string codes)
{
    var numbers = codes.Split(';').Select(code => int.TryParse(code, out var number) ? number : 0).ToList();
    for (var i = 0; i < numbers.Count; i++)
    {
        if (numbers[i] == 38 && i + 2 < numbers.Count && numbers[i + 1] == 5)
            (colour, i) = (ColourOf(numbers[i + 2]), i + 2);
        else if (numbers[i] is >= 30 and <= 37)
            colour = ColourOf(numbers[i] - 30);
        else if (numbers[i] is >= 90 and <= 97)
            colour = ColourOf(numbers[i] - 82);
        else if (numbers[i] is 0 or 39)
            colour = ColourOf(-1);
    }

    return colour;
}

static string ColourOf(int index) => index switch
{
    1 or 9 => "#ff7b72",
    2 or 10 => "#56d364",
    3 or 11 => "#e3b341",
    4 or 12 => "#79c0ff",
    5 or 13 => "#d2a8ff",
    6 or 14 => "#56d4dd",
    8 => "#8b949e",
    _ => "#d8dee4",
};

static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal)
    .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
