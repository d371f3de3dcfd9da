namespace OfoWatcher.Workflows.Argo;

/// <summary>The image that a container ran, told so that the same one can be had again.</summary>
internal static class ContainerImage
{
    /// <summary>Name and digest, <c>ghcr.io/owner/name@sha256:…</c>; null while the digest is not known.</summary>
    /// <param name="image">The name that was asked for, or that the node has for it.</param>
    /// <param name="imageId">
    /// What the container runtime calls it: name and digest, some with a scheme before it, some the digest alone.
    /// </param>
    public static string? Of(string? image, string? imageId)
    {
        if (string.IsNullOrEmpty(imageId))
            return null;
        var id = imageId[(imageId.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0)..];
        if (id.Contains('@') || string.IsNullOrEmpty(image))
            return id;
        var name = image[..(image.IndexOf('@') is > 0 and var at ? at : image.Length)];
        var tag = name.LastIndexOf(':');
        return $"{(tag > name.LastIndexOf('/') ? name[..tag] : name)}@{id}";
    }
}
