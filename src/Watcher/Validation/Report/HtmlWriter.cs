using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using System.Xml;

namespace OfoWatcher.Validation.Report;

/// <summary>
/// Writes HTML as it is made, with no page in memory. What stands in an interpolated string's braces is text and is
/// encoded, whatever somebody called a file; what stands outside of them is markup, which only the program's own source
/// can be. There is no way to write a string without the one or the other.
/// </summary>
internal sealed class HtmlWriter(TextWriter output)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>
    /// Writes markup with encoded text in it, such as <c>page.Write($"&lt;b&gt;{file}&lt;/b&gt;")</c>.
    /// </summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Performance", "CA1822", Justification = "The string's parts are written while it is built.")]
    public void Write([InterpolatedStringHandlerArgument("")] Markup markup) => _ = markup;

    /// <summary>Writes bytes as they stand in a data URI.</summary>
    public void WriteBase64(ReadOnlySpan<byte> bytes) => output.Write(Convert.ToBase64String(bytes));

    /// <summary>The parts of an interpolated string, each written when it comes.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Markup
    {
        private readonly TextWriter output;

        /// <param name="literalLength">Not needed: nothing is collected.</param>
        /// <param name="formattedCount">As <paramref name="literalLength"/>.</param>
        /// <param name="page">Where the parts go.</param>
        public Markup(int literalLength, int formattedCount, HtmlWriter page)
        {
            _ = (literalLength, formattedCount);
            output = page.Output;
        }

        public void AppendLiteral(string markup) => output.Write(markup);

        public void AppendFormatted(string? text)
        {
            if (text is not null)
                Encoder.Encode(output, Printable(text));
        }

        public void AppendFormatted(long number) => output.Write(number);

        /// <param name="number">Written with a point, whatever the machine's language.</param>
        /// <param name="format">A standard or custom format of .NET.</param>
        public void AppendFormatted(double number, string format)
        {
            Span<char> digits = stackalloc char[64];
            if (number.TryFormat(digits, out var length, format, CultureInfo.InvariantCulture))
                output.Write(digits[..length]);
        }
    }

    private TextWriter Output => output;

    // No reference may stand for what XML cannot hold, as a map is, and HTML should not.
    private static string Printable(string text) => text.All(IsPrintable)
        ? text
        : string.Concat(text.Select(character => IsPrintable(character) ? character : '\uFFFD'));

    private static bool IsPrintable(char character) => XmlConvert.IsXmlChar(character) || char.IsSurrogate(character);
}
