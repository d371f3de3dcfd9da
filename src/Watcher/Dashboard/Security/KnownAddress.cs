using Microsoft.Extensions.Options;
using OfoWatcher.Notifications;

namespace OfoWatcher.Dashboard.Security;

/// <summary>
/// The address by which people find the status page, where the settings have it for links in notifications. A proxy before
/// the server may have another name than the one under which the server is asked.
/// </summary>
internal sealed class KnownAddress(IOptionsMonitor<NotificationOptions> settings)
{
    private Uri? Address =>
        Uri.TryCreate(settings.CurrentValue.LinkBase, UriKind.Absolute, out var address) ? address : null;

    /// <summary>Whether a name is that of the address.</summary>
    public bool IsHost(string name) => name.Equals(Address?.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a page of this origin is one of the address.</summary>
    public bool IsOrigin(Uri origin) =>
        IsHost(origin.IdnHost) && (origin.Scheme, origin.Port) == (Address?.Scheme, Address?.Port);
}
