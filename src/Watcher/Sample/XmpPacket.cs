using System.Globalization;
using System.Text;
using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Sample;

/// <summary>
/// Writes the XMP packet of a photo as DJI's drones do: attributes of one <c>rdf:Description</c>, numbers with their
/// sign and two decimals.
/// </summary>
internal static class XmpPacket
{
    /// <summary>The packet as it stands in the APP1 segment, with its preamble.</summary>
    public static byte[] Write(PhotoTags tags)
    {
        var packet = new StringBuilder()
            .Append("http://ns.adobe.com/xap/1.0/\0")
            .Append("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n")
            .Append("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n")
            .Append(" <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n")
            .Append("  <rdf:Description rdf:about=\"DJI Meta Data\"\n")
            .Append("    xmlns:tiff=\"http://ns.adobe.com/tiff/1.0/\"\n")
            .Append("    xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n")
            .Append("    xmlns:drone-dji=\"").Append(DroneTags.Namespace).Append('"');
        foreach (var (name, value) in Attributes(tags))
            packet.Append("\n   ").Append(name).Append("=\"").Append(value).Append('"');
        packet.Append(">\n  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
        return Encoding.UTF8.GetBytes(packet.ToString());
    }

    private static IEnumerable<(string Name, string Value)> Attributes(PhotoTags tags)
    {
        var date = tags.CapturedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        yield return ("xmp:ModifyDate", date);
        yield return ("xmp:CreateDate", date);
        yield return ("tiff:Make", "DJI");
        yield return ("tiff:Model", tags.Camera.Model);
        yield return ("drone-dji:Version", "1.5");
        if (tags.Position is { } position)
        {
            yield return ("drone-dji:GpsStatus", tags.HasRtkFix ? "RTK" : "Normal");
            yield return ("drone-dji:GpsLatitude", Signed(position.Latitude, "0.0000000"));
            yield return ("drone-dji:GpsLongitude", Signed(position.Longitude, "0.0000000"));
        }

        yield return ("drone-dji:AbsoluteAltitude", Signed(tags.AbsoluteAltitude));
        yield return ("drone-dji:RelativeAltitude", Signed(tags.RelativeAltitude));
        yield return ("drone-dji:GimbalRollDegree", Signed(0));
        yield return ("drone-dji:GimbalYawDegree", Signed(tags.Yaw));
        yield return ("drone-dji:GimbalPitchDegree", Signed(tags.Pitch));
        yield return ("drone-dji:FlightRollDegree", Signed(0));
        yield return ("drone-dji:FlightYawDegree", Signed(tags.Yaw));
        yield return ("drone-dji:FlightPitchDegree", Signed(0));
        yield return ("drone-dji:CamReverse", "0");
        yield return ("drone-dji:RtkFlag", tags.Position is null ? "0" : tags.HasRtkFix ? "50" : "16");
        yield return ("drone-dji:DroneSerialNumber", tags.Camera.SerialNumber);
    }

    private static string Signed(double value, string format = "0.00") =>
        value.ToString($"+{format};-{format}", CultureInfo.InvariantCulture);
}
