using System.Globalization;
using System.Text;

namespace OfoWatcher.Metashape.Products;

/// <summary>
/// Whether a PLY file is as long as its header says at least: the size of an element without lists is known, and a face
/// lists three corners or more.
/// </summary>
internal static class PlySoundness
{
    private const int MostHeader = 16 * 1024;

    /// <returns>Null when nothing speaks against it, otherwise why not.</returns>
    /// <exception cref="IOException">It cannot be read now.</exception>
    public static string? FaultOf(ProductFile file)
    {
        var head = file.Read(0, MostHeader).AsSpan();
        if (!head.StartsWith("ply\n"u8) && !head.StartsWith("ply\r"u8))
            return "is no PLY file";
        var end = head.IndexOf("\nend_header"u8);
        if (end < 0)
            return "is a PLY file whose header does not end";
        var isText = false;
        var (vertices, count, body) = (0.0, 0.0, 0.0);
        foreach (var line in Encoding.ASCII.GetString(head[..end]).Split('\n'))
        {
            switch (line.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                case ["format", var format, ..]:
                    isText = format == "ascii";
                    break;
                case ["element", var name, var number]:
                    if (!ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var elements))
                        return "is a PLY file whose header makes no sense";
                    count = elements;
                    vertices = name == "vertex" ? count : vertices;
                    break;
                case ["property", "list", var length, var item, ..]:
                    // In text, a number and what stands between it and the next.
                    body += count * (isText ? 2 : SizeOf(length) + (3 * SizeOf(item)));
                    break;
                case ["property", var type, ..]:
                    body += count * (isText ? 2 : SizeOf(type));
                    break;
            }
        }

        if (vertices == 0)
            return "holds no vertices";
        var least = end + "\nend_header\n".Length + body;
        return least <= file.Length ? null : file.CutOff(least);
    }

    private static int SizeOf(string type) => type switch
    {
        "char" or "uchar" or "int8" or "uint8" => 1,
        "short" or "ushort" or "int16" or "uint16" => 2,
        "int" or "uint" or "float" or "int32" or "uint32" or "float32" => 4,
        "double" or "float64" => 8,
        _ => 0,
    };
}
