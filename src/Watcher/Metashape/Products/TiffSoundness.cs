using OfoWatcher.Platform;
using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Metashape.Products;

/// <summary>Whether a GeoTIFF is whole: its directories lie within the file, and so do the pieces they list.</summary>
internal static class TiffSoundness
{
    /// <returns>Null when nothing speaks against it, otherwise why not.</returns>
    /// <exception cref="IOException">It cannot be read now.</exception>
    public static string? FaultOf(string path)
    {
        using var file = PhotoFile.Open(path);
        if (TiffLayout.Find(file) is not { } layout)
            return "is no TIFF";
        if (layout.Fault is { } fault)
            return $"{fault.What} after {Words.Size(file.Length)}";
        if (layout.Width == 0 || layout.Height == 0)
            return "holds a picture without width or height";
        return HasPieces(layout.Main!, TiffTag.StripOffsets, TiffTag.StripByteCounts)
            || HasPieces(layout.Main!, TiffTag.TileOffsets, TiffTag.TileByteCounts)
            ? null
            : "holds a picture without pixels";
    }

    private static bool HasPieces(TiffFields directory, ushort offsets, ushort sizes) =>
        directory.Find(offsets) is { Count: > 0 } && directory.Find(sizes) is { Count: > 0 };
}
