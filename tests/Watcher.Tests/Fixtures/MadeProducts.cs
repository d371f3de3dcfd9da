using System.Buffers.Binary;
using OfoWatcher.Metashape.Configuration;
using OfoWatcher.Metashape.Products;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>The products of a run, as small as sound ones can be.</summary>
internal static class MadeProducts
{
    /// <summary>What the built-in configuration promises among the products, in its order.</summary>
    public static IReadOnlyList<string> NamesOf(string project) =>
    [
        .. Expected(project).Where(product => product.Folder == ProductFolder.Output).Select(product => product.Name),
    ];

    /// <summary>Writes all that the built-in configuration promises.</summary>
    public static void WriteAll(string runFolder, string project)
    {
        foreach (var product in Expected(project))
        {
            var folder = product.Folder == ProductFolder.Output ? "output" : "project";
            var path = Path.Combine(runFolder, folder, product.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (product.Format == ProductFormat.Folder)
                Directory.CreateDirectory(Path.Combine(path, "0"));
            else
                File.WriteAllBytes(path, Bytes(product));
        }
    }

    public static byte[] Bytes(ExpectedProduct product) => product.Format switch
    {
        ProductFormat.Log => "Run Completed: 20260612T1200\n"u8.ToArray(),
        ProductFormat.Tiff => new TiffBytes(isBig: true).Picture(8, 8, 4),
        ProductFormat.PointCloud => Laz(),
        ProductFormat.CloudOptimizedPointCloud => Copc(),
        ProductFormat.Mesh => Ply(3),
        ProductFormat.Pdf => "%PDF-1.7\n1 0 obj\n%%EOF\n"u8.ToArray(),
        ProductFormat.Xml => "<?xml version=\"1.0\"?>\n<document version=\"2\"><a/></document>\n"u8.ToArray(),
        _ => "steps: 1\n"u8.ToArray(),
    };

    /// <summary>A LAS 1.4 file of ten points.</summary>
    public static byte[] Las(int points = 10)
    {
        var file = new byte[375 + (points * 30)];
        Header(file, format: 6, offset: 375, points);
        return file;
    }

    /// <summary>A LAZ file with a table of chunks behind its points.</summary>
    public static byte[] Laz()
    {
        var file = new byte[1000];
        Header(file, format: 0x86, offset: 375, points: 10);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(375), file.Length - 8);
        return file;
    }

    /// <summary>A COPC file with its index at the end.</summary>
    public static byte[] Copc()
    {
        var file = new byte[2000];
        Header(file, format: 0x86, offset: 375 + 54 + 160, points: 10);
        "copc"u8.CopyTo(file.AsSpan(377));
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(375 + 54 + 160), 1900);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(235), 1940);
        return file;
    }

    /// <summary>A binary PLY file of some vertices and one face.</summary>
    public static byte[] Ply(int vertices) =>
    [
        .. System.Text.Encoding.ASCII.GetBytes(
            $"ply\nformat binary_little_endian 1.0\nelement vertex {vertices}\nproperty float x\nproperty float y\n"
            + "property float z\nelement face 1\nproperty list uchar int vertex_indices\nend_header\n"),
        .. new byte[(vertices * 12) + 13],
    ];

    private static IReadOnlyList<ExpectedProduct> Expected(string project) =>
        ProductInventory.Of(new ConfigValues(DefaultConfig.Values), project);

    private static void Header(byte[] file, byte format, uint offset, int points)
    {
        "LASF"u8.CopyTo(file);
        file[24] = 1;
        file[25] = 4;
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(94), 375);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(96), offset);
        file[104] = format;
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(105), 30);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(247), (ulong)points);
    }
}
