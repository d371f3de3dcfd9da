using OfoWatcher.Platform;

namespace OfoWatcher.Metashape.Products;

/// <summary>Whether a product is what its name says, and whole, as far as its headers tell.</summary>
internal static class ProductSoundness
{
    /// <summary>Looks at one file.</summary>
    /// <param name="path">A path that nobody has looked at yet.</param>
    /// <param name="since">A file written before that is of an earlier run; null lets any count.</param>
    /// <returns>
    /// Null when nothing speaks against it, otherwise why not, as the end of a sentence that begins with its name.
    /// </returns>
    /// <exception cref="IOException">The volume cannot be read now.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static string? FaultOf(string path, ProductFormat format, DateTimeOffset? since)
    {
        if (FileStatus.Find(path, follow: false) is not { } status)
            return "is not there";
        if (format == ProductFormat.Folder)
            return FaultOfFolder(path, status);
        if (!status.IsRegularFile)
            return "is no file";
        if (status.Size == 0)
            return "is empty";
        // A log is appended to, so the first words of an old one do not make it old.
        if (since is { } earliest && status.Modified.ToDateTimeOffset() < earliest)
            return $"is of an earlier try, last written {status.Modified.ToDateTimeOffset():u}";
        return format == ProductFormat.Tiff ? TiffSoundness.FaultOf(path) : FaultOfContent(path, format);
    }

    private static string? FaultOfFolder(string path, FileStatus status)
    {
        if (!status.IsFolder)
            return "is no folder";
        return Directory.EnumerateFileSystemEntries(path).Any() ? null : "is empty";
    }

    private static string? FaultOfContent(string path, ProductFormat format)
    {
        using var file = ProductFile.Open(path);
        return format switch
        {
            ProductFormat.PointCloud => LasSoundness.FaultOf(file, isCopc: false),
            ProductFormat.CloudOptimizedPointCloud => LasSoundness.FaultOf(file, isCopc: true),
            ProductFormat.Mesh => MeshSoundness.FaultOf(file, Path.GetExtension(path)),
            ProductFormat.Pdf => PdfSoundness.FaultOf(file),
            ProductFormat.Xml => XmlSoundness.FaultOf(file),
            _ => null,
        };
    }
}
