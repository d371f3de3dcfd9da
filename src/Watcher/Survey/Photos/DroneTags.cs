using System.Globalization;
using System.Xml;
using MetadataExtractor.Formats.Xmp;
using XmpCore;

namespace OfoWatcher.Survey.Photos;

/// <summary>
/// The <c>drone-dji</c> values of an XMP packet; a packet that is absent or makes no sense holds none.
/// </summary>
internal sealed class DroneTags
{
    public const string Namespace = "http://www.dji.com/drone-dji/1.0/";

    // A drone's packet nests four elements. The XMP library descends by recursion, and .NET cannot survive a stack
    // that overflows: a packet nested deeper than this never reaches it.
    private const int MaximumDepth = 32;

    private readonly IXmpMeta? packet;

    private DroneTags(IXmpMeta? packet) => this.packet = packet;

    /// <summary>Reads a packet. Never throws for what is in it.</summary>
    public static DroneTags Read(byte[]? xmp)
    {
        if (xmp is null || !IsPlain(xmp))
            return new DroneTags(null);
        try
        {
            return new DroneTags(new XmpReader().Extract(xmp).XmpMeta);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // As with EXIF: what the parser throws for hostile bytes is not documented, and all of it means "no XMP".
            return new DroneTags(null);
        }
    }

    public string? Text(string name)
    {
        try
        {
            return packet?.GetPropertyString(Namespace, name) is { Length: > 0 } text ? text : null;
        }
        catch (XmpException)
        {
            return null; // The value is a list or a structure, which a drone's are not.
        }
    }

    /// <summary>A finite number such as "+80.00", or null.</summary>
    public double? Number(string name) =>
        double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && double.IsFinite(value)
            ? value
            : null;

    /// <summary>An angle in degrees between -360 and 360, or null.</summary>
    public double? Angle(string name) => Number(name) is >= -360 and <= 360 and var angle ? angle : null;

    private static bool IsPlain(byte[] xmp)
    {
        // Some programs pad with NUL bytes, which are no XML.
        var length = xmp.AsSpan().TrimEnd((byte)0).Length;
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(xmp, 0, length), settings);
            while (reader.Read())
            {
                if (reader.Depth > MaximumDepth)
                    return false;
            }

            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
