using System.IO.Compression;
using System.IO.Hashing;

namespace OfoWatcher.Dashboard.Pages;

/// <summary>A file of the status page, which is part of the program, as it is sent.</summary>
/// <param name="Type">Its type, as HTTP calls it.</param>
/// <param name="Plain">Its bytes.</param>
/// <param name="Packed">The same by gzip.</param>
/// <param name="Tag">Changes when its bytes do; quoted, as HTTP wants it.</param>
/// <param name="PackedTag">The same for what is packed: to HTTP it is another file.</param>
internal sealed record PageFile(string Type, byte[] Plain, byte[] Packed, string Tag, string PackedTag)
{
    private const string Folder = "pages/";

    /// <summary>All files by their paths below the folder of the pages, such as <c>assets/list.js</c>.</summary>
    public static IReadOnlyDictionary<string, PageFile> ReadAll() =>
        typeof(PageFile).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToDictionary(name => name[Folder.Length..], Read, StringComparer.Ordinal);

    private static PageFile Read(string resource)
    {
        using var stream = typeof(PageFile).Assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var hash = $"{XxHash128.HashToUInt128(bytes):x32}";
        return new PageFile(TypeOf(resource), bytes, Pack(bytes), $"\"{hash}\"", $"\"{hash}-gzip\"");
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new NotSupportedException($"the type of {other} files is not known"),
    };

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
