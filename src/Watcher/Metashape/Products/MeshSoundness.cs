using System.Buffers.Binary;

namespace OfoWatcher.Metashape.Products;

/// <summary>
/// Whether a mesh begins as its extension says and, where its header tells its size, whether it is that long. Of formats
/// that are not listed it is known only that they hold something.
/// </summary>
internal static class MeshSoundness
{
    private const int Head = 1024;

    /// <param name="extension">With its dot.</param>
    /// <returns>Null when nothing speaks against it, otherwise why not.</returns>
    /// <exception cref="IOException">It cannot be read now.</exception>
    public static string? FaultOf(ProductFile file, string extension) => extension.ToLowerInvariant() switch
    {
        ".ply" => PlySoundness.FaultOf(file),
        ".obj" => FaultOfObj(file.Read(0, Head)),
        ".stl" => FaultOfStl(file),
        ".glb" => FaultOfGlb(file),
        ".fbx" => Begins(file, "Kaydara FBX"u8, "; FBX"u8) ? null : "is no FBX file",
        ".pdf" => PdfSoundness.FaultOf(file),
        ".dae" or ".x3d" or ".kml" => XmlSoundness.FaultOf(file),
        ".kmz" or ".zip" or ".slpk" => Begins(file, "PK"u8) ? null : "is no ZIP archive",
        ".wrl" => Begins(file, "#VRML"u8) ? null : "is no VRML file",
        ".u3d" => Begins(file, "U3D"u8) ? null : "is no U3D file",
        _ => null,
    };

    private static bool Begins(ProductFile file, ReadOnlySpan<byte> beginning) =>
        file.Read(0, beginning.Length).AsSpan().SequenceEqual(beginning);

    private static bool Begins(ProductFile file, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        Begins(file, one) || Begins(file, other);

    // Text of lines that begin with a keyword, comments first as a rule.
    private static string? FaultOfObj(byte[] head)
    {
        var text = head.AsSpan().TrimStart(" \t\r\n"u8);
        return head.AsSpan().IndexOf((byte)0) < 0 && text.Length > 0
            && (text[0] == (byte)'#' || text.StartsWith("mtllib"u8) || text.IndexOfAny("vog"u8) == 0)
            ? null
            : "is no OBJ file";
    }

    // Eighty bytes of anything, the number of facets, fifty bytes for each; or text.
    private static string? FaultOfStl(ProductFile file)
    {
        var head = file.Read(0, 84);
        if (head.AsSpan().StartsWith("solid"u8) && head.AsSpan().IndexOf((byte)0) < 0)
            return null;
        var least = head.Length < 84 ? 84 : 84 + (50.0 * BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(80)));
        return least <= file.Length ? null : file.CutOff(least);
    }

    private static string? FaultOfGlb(ProductFile file)
    {
        var head = file.Read(0, 12);
        if (head.Length < 12 || !head.AsSpan().StartsWith("glTF"u8))
            return "is no GLB file";
        var least = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(8));
        return least <= file.Length ? null : file.CutOff(least);
    }
}
