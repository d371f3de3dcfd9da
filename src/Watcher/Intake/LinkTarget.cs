using System.Runtime.InteropServices;
using OfoWatcher.Platform;

namespace OfoWatcher.Intake;

/// <summary>Where a symbolic link leads.</summary>
/// <param name="Fault">Why the link must not be followed; null when it may be.</param>
internal readonly record struct LinkTarget(string? Fault)
{
    private const int LongestPath = 4096;

    /// <summary>
    /// Resolves a link through all further links, and holds the result against the input root. The kernel's own view
    /// counts: folders on the way may be links to folders below other links, and ".." behind a link means the parent of
    /// where it leads, so that no comparison of texts can tell where a path ends.
    /// </summary>
    public static LinkTarget Resolve(RawPath link, string root)
    {
        Span<byte> target = stackalloc byte[LongestPath];
        Span<byte> outer = stackalloc byte[LongestPath];
        var error = RealPath(link, ref target);
        if (error == 0)
            error = RealPath(RawPath.Of(root), ref outer);
        if (error != 0)
            return new LinkTarget(Describe(error));
        return new LinkTarget(IsBelow(outer, target) ? null : "is a link out of the input folder");
    }

    private static bool IsBelow(ReadOnlySpan<byte> outer, ReadOnlySpan<byte> inner)
    {
        outer = outer.TrimEnd((byte)'/');
        return inner.Length > outer.Length && inner.StartsWith(outer) && inner[outer.Length] == (byte)'/';
    }

    private static string Describe(int error) => error switch
    {
        Libc.PermissionDenied => "is a link to where the watcher may not look",
        _ => "is a link that leads nowhere",
    };

    /// <summary>Cuts <paramref name="buffer"/> to the real path.</summary>
    /// <returns>0, or the system's error number.</returns>
    private static unsafe int RealPath(RawPath path, ref Span<byte> buffer)
    {
        fixed (byte* name = path.Terminated, resolved = buffer)
        {
            if (Libc.RealPath(name, resolved) == null)
                return Marshal.GetLastPInvokeError();
        }

        buffer = buffer[..buffer.IndexOf((byte)0)];
        return 0;
    }
}
