using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OfoWatcher.Notifications;

/// <summary>
/// The signature of the Standard Webhooks specification: HMAC-SHA256 over id, time and body, so that a receiver can
/// tell that nobody else sent it, nobody changed it, and it is not an old one sent again.
/// </summary>
internal static class WebhookSignature
{
    /// <summary>What a secret begins with.</summary>
    public const string Prefix = "whsec_";

    private const int LeastBytes = 24;
    private const int MostBytes = 64;

    /// <summary>The key of a secret; null when the text is none.</summary>
    public static byte[]? KeyOf(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var key = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[Prefix.Length..], key, out var length)
            && length is >= LeastBytes and <= MostBytes
            ? key[..length]
            : null;
    }

    /// <param name="id">The event's, which holds no dot.</param>
    /// <param name="at">Seconds since 1970, UTC.</param>
    /// <param name="body">As it is sent, byte for byte.</param>
    /// <returns>The value of the header <c>webhook-signature</c>.</returns>
    public static string Sign(byte[] key, string id, long at, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at}."));
        byte[] signed = [.. head, .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed));
    }
}
