namespace OfoWatcher.Dashboard;

/// <summary>The rule for the template of addresses in Argo's own user interface.</summary>
internal static class ArgoUrl
{
    public const string Namespace = "{namespace}";

    public const string Workflow = "{workflow}";

    /// <summary>Whether it is an address of the web once its placeholders are filled, the Workflow's among them.</summary>
    public static bool IsTemplate(string text)
    {
        var filled = text.Replace(Namespace, "a", StringComparison.Ordinal).Replace(Workflow, "a", StringComparison.Ordinal);
        return text.Contains(Workflow, StringComparison.Ordinal)
            && filled.IndexOfAny(['{', '}']) < 0
            && Uri.TryCreate(filled, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && uri.UserInfo.Length == 0;
    }
}
