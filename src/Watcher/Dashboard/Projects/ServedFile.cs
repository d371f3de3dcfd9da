namespace OfoWatcher.Dashboard.Projects;

/// <summary>How a file of a project is handed out.</summary>
/// <param name="Type">Its media type.</param>
/// <param name="Policy">What a browser may do with it (<c>Content-Security-Policy</c>).</param>
internal sealed record ServedFile(string Type, string Policy)
{
    // Nothing in these files runs, loads or leads anywhere, whoever wrote them.
    private const string Nothing = "sandbox; default-src 'none'";

    public static readonly ServedFile Report =
        new("text/html; charset=utf-8", $"{Nothing}; img-src data:; style-src 'unsafe-inline'");

    public static readonly ServedFile Map = new("image/svg+xml", $"{Nothing}; style-src 'unsafe-inline'");

    public static readonly ServedFile Text = new("text/plain; charset=utf-8", Nothing);

    /// <summary>
    /// Its content is whatever the run made, so that a browser is to keep it and not to show it. It may have gigabytes.
    /// </summary>
    public static readonly ServedFile Product = new("application/octet-stream", Nothing) { IsProduct = true };

    /// <summary>A browser keeps it as a file, and only a few such files are sent at once.</summary>
    public bool IsProduct { get; init; }
}
