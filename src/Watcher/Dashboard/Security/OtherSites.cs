using Microsoft.AspNetCore.Http;

namespace OfoWatcher.Dashboard.Security;

/// <summary>Tells requests that a page of another site makes a browser send.</summary>
internal sealed class OtherSites(KnownAddress known)
{
    /// <summary>Whether a request comes from one. A program that is no browser names no site.</summary>
    /// <remarks>
    /// Browsers say it by Sec-Fetch-Site, which no page can set, but to localhost and over TLS only. Otherwise the
    /// origin must be the address that was asked; the scheme is left out of it, since an Ingress may have taken TLS
    /// off. A proxy may ask by another address than the page has: then the settings tell that of the page.
    /// </remarks>
    public bool Sent(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0)
            return site.ToString() is not ("same-origin" or "none");
        var origin = request.Headers.Origin;
        if (origin.Count == 0)
            return false;
        return !Uri.TryCreate(origin.ToString(), UriKind.Absolute, out var address)
            || (!address.Authority.Equals(WithoutDefaultPort(request, address), StringComparison.OrdinalIgnoreCase)
                && !known.IsOrigin(address));
    }

    private static string WithoutDefaultPort(HttpRequest request, Uri origin)
    {
        var host = request.Host;
        return host.Port is { } port && origin.IsDefaultPort && port == origin.Port ? host.Host : host.ToString();
    }
}
