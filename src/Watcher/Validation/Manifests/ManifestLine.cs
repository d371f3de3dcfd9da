namespace OfoWatcher.Validation.Manifests;

/// <summary>One line of a manifest: a checksum in hexadecimal digits and a path.</summary>
internal readonly record struct ManifestLine(string Checksum, string Path)
{
    private const int LongestPath = 4096;

    /// <summary>
    /// Reads a line as <c>md5sum</c>, <c>sha256sum</c> and BagIt (RFC 8493, 2.1.3) write it: the path stands behind
    /// blanks, or behind an asterisk that says "binary".
    /// </summary>
    /// <param name="digits">How many hexadecimal digits a checksum has.</param>
    /// <returns>Null when the line is none, or when its path leads out of the folder.</returns>
    public static ManifestLine? Parse(string line, int digits)
    {
        if (line.Length <= digits + 1 || line.Length > digits + LongestPath)
            return null;
        var checksum = line[..digits];
        if (!checksum.All(char.IsAsciiHexDigit) || line[digits] is not (' ' or '\t'))
            return null;
        var path = line[digits..].TrimStart(' ', '\t');
        return Normalize(path.StartsWith('*') ? path[1..] : path) is { } safe
            ? new ManifestLine(checksum.ToLowerInvariant(), safe)
            : null;
    }

    /// <summary>The path below the manifest's folder; null when it leads elsewhere.</summary>
    private static string? Normalize(string written)
    {
        // BagIt writes these three so; Windows programs write the other slash.
        var path = written.Replace('\\', '/').Replace("%0A", "\n", StringComparison.OrdinalIgnoreCase)
            .Replace("%0D", "\r", StringComparison.OrdinalIgnoreCase).Replace("%25", "%", StringComparison.Ordinal);
        while (path.StartsWith("./", StringComparison.Ordinal))
            path = path[2..];
        return path.Length == 0 || path[0] == '/' || path.Contains(':') || path.Contains('\0')
            || path.Split('/').Any(part => part is ".." or "." or "")
                ? null
                : path;
    }
}
