using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace OfoWatcher.Dashboard.Security;

/// <summary>Who asks, as far as limits go.</summary>
internal static class AddressKey
{
    /// <summary>
    /// The client's address; of IPv6 the network of 64 bits, all of which one machine may use. What a proxy says of
    /// whom it asks for is not believed: anybody can write that.
    /// </summary>
    public static IPAddress Of(HttpContext context) => Of(Exact(context));

    /// <inheritdoc cref="Of(HttpContext)"/>
    public static IPAddress Of(IPAddress client)
    {
        var address = Plain(client);
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    /// <summary>The client's address as it is.</summary>
    public static IPAddress Exact(HttpContext context) => Plain(context.Connection.RemoteIpAddress ?? IPAddress.None);

    private static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
