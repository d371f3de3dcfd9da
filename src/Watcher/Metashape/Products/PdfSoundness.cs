namespace OfoWatcher.Metashape.Products;

/// <summary>Whether a PDF begins and ends as one.</summary>
internal static class PdfSoundness
{
    private const int End = 1024;

    /// <returns>Null when nothing speaks against it, otherwise why not.</returns>
    /// <exception cref="IOException">It cannot be read now.</exception>
    public static string? FaultOf(ProductFile file)
    {
        if (!file.Read(0, 5).AsSpan().StartsWith("%PDF-"u8))
            return "is no PDF";
        return file.Tail(End).AsSpan().IndexOf("%%EOF"u8) >= 0 ? null : "is a PDF that is cut off (it has no end)";
    }
}
