using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace OfoWatcher.Dashboard.Security;

/// <summary>What a request's token is worth.</summary>
internal enum TokenVerdict
{
    /// <summary>No token is set, so that nobody may ask for anything.</summary>
    NotSet,

    /// <summary>The request has none.</summary>
    Missing,

    /// <summary>It is another one.</summary>
    Wrong,

    /// <summary>It is another one, after so many from this address that it should wait for a while.</summary>
    TooMany,

    /// <summary>It is the one.</summary>
    Right,
}

/// <summary>
/// Compares tokens in a time that says nothing of how much of one was right, and slows down those who try.
/// </summary>
/// <param name="token">The token of the settings; empty when none is set.</param>
internal sealed class TokenCheck(string token) : IDisposable
{
    private const string Scheme = "Bearer";
    private const int WrongPerMinute = 10;

    private readonly byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private readonly PartitionedRateLimiter<HttpContext> tries = PartitionedRateLimiter.Create<HttpContext, IPAddress>(
        context => RateLimitPartition.GetFixedWindowLimiter(
            AddressKey.Of(context),
            _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = WrongPerMinute,
                Window = TimeSpan.FromMinutes(1),
            }));

    public bool IsSet => token.Length > 0;

    public TokenVerdict Judge(HttpContext context)
    {
        if (!IsSet)
            return TokenVerdict.NotSet;
        if (!AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var told)
            || !Scheme.Equals(told.Scheme, StringComparison.OrdinalIgnoreCase) || string.IsNullOrEmpty(told.Parameter))
            return TokenVerdict.Missing;
        // The right one is taken whatever came before it: a proxy's address is that of all its users, and none of them must
        // keep the others from stopping a run. Guesses get no further by that: so many at a time are let in at all.
        if (CryptographicOperations.FixedTimeEquals(hash, SHA256.HashData(Encoding.UTF8.GetBytes(told.Parameter))))
            return TokenVerdict.Right;
        using var lease = tries.AttemptAcquire(context);
        return lease.IsAcquired ? TokenVerdict.Wrong : TokenVerdict.TooMany;
    }

    public void Dispose() => tries.Dispose();
}
