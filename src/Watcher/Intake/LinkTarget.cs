namespace OfoWatcher.Intake;

/// <summary>Where a symbolic link leads.</summary>
/// <param name="Fault">Why the link must not be followed; null when it may be.</param>
internal readonly record struct LinkTarget(string? Fault)
{
    /// <summary>Resolves a link through all further links, and holds the result against the input root.</summary>
    public static LinkTarget Resolve(RawPath link, string root)
    {
        if (!RawPath.TryDecode(link.Terminated.AsSpan(..^1), out var path))
            return new LinkTarget("is a link whose name is not valid text");
        try
        {
            // The folders on the way may be links as well: only the real paths can be compared.
            var target = RealPath(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
            var inside = target.StartsWith(RealPath(root).TrimEnd('/') + "/", StringComparison.Ordinal);
            return new LinkTarget(inside ? null : "is a link out of the input folder");
        }
        catch (IOException)
        {
            return new LinkTarget("is a link that leads nowhere");
        }
        catch (UnauthorizedAccessException)
        {
            return new LinkTarget("is a link to where the watcher may not look");
        }
    }

    private static string RealPath(string path)
    {
        var real = "/";
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.GetFullPath(Path.Combine(real, part));
            var target = new FileInfo(real).ResolveLinkTarget(returnFinalTarget: true);
            if (target is not null)
                real = target.FullName;
        }

        return real;
    }
}
