using System.Text;
using System.Xml;

namespace OfoWatcher.Metashape.Products;

/// <summary>
/// Whether an XML document begins well and ends with its root element. A short one is read whole; of a long one, such as
/// the cameras of ten thousand photos, its head and its end. No document type is processed.
/// </summary>
internal static class XmlSoundness
{
    private const int Most = 64 * 1024;
    private const int End = 1024;

    /// <returns>Null when nothing speaks against it, otherwise why not.</returns>
    /// <exception cref="IOException">It cannot be read now.</exception>
    public static string? FaultOf(ProductFile file)
    {
        var head = file.Read(0, Most);
        var isWhole = head.Length == file.Length;
        string root;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(head), new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
            });
            reader.MoveToContent();
            if (reader.NodeType != XmlNodeType.Element)
                return "is no XML document";
            root = reader.Name;
            while (isWhole && reader.Read())
            {
                // To the end: what is cut off or wrong on the way throws.
            }
        }
        catch (XmlException e)
        {
            return $"is no whole XML document (line {e.LineNumber})";
        }

        return isWhole || Encoding.UTF8.GetString(file.Tail(End)).TrimEnd().EndsWith($"</{root}>", StringComparison.Ordinal)
            ? null
            : $"is cut off (it does not end with </{root}>)";
    }
}
