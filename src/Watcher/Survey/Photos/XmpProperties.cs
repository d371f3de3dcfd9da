using System.Buffers;
using System.Globalization;
using System.Xml;

namespace OfoWatcher.Survey.Photos;

/// <summary>
/// The simple properties of an XMP packet (ISO 16684-1): attributes and child elements with a text of the topmost
/// <c>rdf:Description</c>s. Lists and structures hold nothing that is looked for. A packet that is absent, longer than a
/// drone writes one, or makes no sense holds none.
/// </summary>
/// <remarks>
/// Read forward only by the platform's XML reader, which resolves nothing: entities, definitions and references to other
/// files are an error, and so is a nesting that no packet has.
/// </remarks>
internal sealed class XmpProperties
{
    public static readonly XmpProperties None = new([]);

    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    // One JPEG segment; a drone's packet has 1 to 10 KiB.
    private const int LongestPacket = 64 * 1024;
    private const int LongestValue = 256;
    // Programs for developing photos write a few hundred.
    private const int MostProperties = 1000;

    // x:xmpmeta, rdf:RDF, rdf:Description, a property, and a list or two within it.
    private const int DeepestElement = 32;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    private readonly List<(string Namespace, string Name, string Value)> properties;

    private XmpProperties(List<(string Namespace, string Name, string Value)> properties) =>
        this.properties = properties;

    /// <summary>Reads a packet. Never throws for what is in it.</summary>
    /// <exception cref="IOException">The device or the mount failed.</exception>
    public static XmpProperties Read(PhotoPart? packet)
    {
        if (packet is not { Length: > 0 and <= LongestPacket } part)
            return None;
        var buffer = ArrayPool<byte>.Shared.Rent((int)part.Length);
        try
        {
            var bytes = buffer.AsSpan(0, (int)part.Length);
            // Some programs pad with NUL bytes, which are no XML.
            return part.TryRead(0, bytes) ? Read(buffer, bytes.TrimEnd((byte)0).Length) : None;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The value of a property, as it is written; null when there is none.</summary>
    /// <param name="space">The namespace without a slash at its end, which some writers leave out.</param>
    public string? Text(string space, string name)
    {
        foreach (var property in properties)
        {
            if (property.Name == name && property.Namespace.AsSpan().TrimEnd('/').SequenceEqual(space))
                return property.Value;
        }

        return null;
    }

    /// <summary>A finite number such as "+80.00", or a fraction such as "11485529/262144"; else null.</summary>
    public double? Number(string space, string name)
    {
        var text = Text(space, name).AsSpan();
        var bar = text.IndexOf('/');
        var value = bar < 0 ? Parse(text) : Parse(text[..bar]) / Parse(text[(bar + 1)..]);
        return double.IsFinite(value) ? value : null;

        static double Parse(ReadOnlySpan<char> text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? number
                : double.NaN;
    }

    /// <summary>An angle in degrees between -360 and 360, or null.</summary>
    public double? Angle(string space, string name) =>
        Number(space, name) is >= -360 and <= 360 and var angle ? angle : null;

    private static XmpProperties Read(byte[] packet, int length)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(packet, 0, length, writable: false), Settings);
            var found = new List<(string, string, string)>(32);
            var depth = -1; // Of rdf:RDF, once it is met.
            while (reader.Read())
            {
                if (reader.Depth > DeepestElement)
                    return None;
                if (reader.NodeType != XmlNodeType.Element)
                    continue;
                if (reader is { LocalName: "RDF", NamespaceURI: Rdf })
                    depth = reader.Depth;
                else if (depth >= 0 && reader.Depth == depth + 1)
                    KeepAttributes(reader, found);
                else if (depth >= 0 && reader.Depth == depth + 2 && !reader.IsEmptyElement)
                    KeepElement(reader, found);
            }

            return new XmpProperties(found);
        }
        catch (XmlException)
        {
            return None;
        }
    }

    private static void KeepAttributes(XmlReader reader, List<(string, string, string)> found)
    {
        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix is not ("" or "xmlns" or "xml"))
                Keep(reader.NamespaceURI, reader.LocalName, reader.Value, found);
        }

        reader.MoveToElement();
    }

    private static void KeepElement(XmlReader reader, List<(string, string, string)> found)
    {
        var (space, name, depth) = (reader.NamespaceURI, reader.LocalName, reader.Depth);
        // What follows a text at once must be the element's end: otherwise it is no simple property.
        if (!reader.Read() || reader.NodeType != XmlNodeType.Text || reader.Depth != depth + 1)
            return;
        var value = reader.Value;
        if (reader.Read() && reader.NodeType == XmlNodeType.EndElement)
            Keep(space, name, value, found);
    }

    private static void Keep(string space, string name, string value, List<(string, string, string)> found)
    {
        if (found.Count < MostProperties && value.Length is > 0 and <= LongestValue && space != Rdf)
            found.Add((space, name, value.Trim()));
    }
}
