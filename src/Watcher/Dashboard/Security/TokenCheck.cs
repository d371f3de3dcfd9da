using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

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

    /// <summary>It is none or another one, after so many from this address that it should wait for a while.</summary>
    TooMany,

    /// <summary>It is the one, but it asks for more than anybody can want to be done.</summary>
    TooOften,

    /// <summary>It is the one.</summary>
    Right,
}

/// <summary>
/// Compares tokens in a time that says nothing of how much of one was right, and counts the tries of those without it.
/// </summary>
/// <remarks>
/// The right one is taken whatever came before it: a proxy's address is that of all its users, and none of them must keep
/// the others from stopping a run. So those who guess are not slowed down by their count alone; a token that can be guessed
/// at the pace of a web server is none.
/// </remarks>
/// <param name="token">The token of the settings in force; empty when none is set.</param>
internal sealed class TokenCheck(Func<string> token) : IDisposable
{
    private const string Scheme = "Bearer ";
    private const int WrongPerMinute = 10;

    private readonly PartitionedRateLimiter<HttpContext> tries = PartitionedRateLimiter.Create<HttpContext, IPAddress>(
        context => RateLimitPartition.GetFixedWindowLimiter(
            AddressKey.Of(context),
            _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = WrongPerMinute,
                Window = TimeSpan.FromMinutes(1),
            }));

    // Each is written to the volume: for a script gone wild.
    private readonly TokenBucketRateLimiter uses = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = 300,
        TokensPerPeriod = 10,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
    });

    private Known known = Known.Of("");

    public TokenVerdict Judge(HttpContext context)
    {
        var value = token();
        if (value.Length == 0)
            return TokenVerdict.NotSet;
        if (known.Token != value)
            known = Known.Of(value);
        var told = Told(context.Request.Headers.Authorization);
        if (told.Length > 0
            && CryptographicOperations.FixedTimeEquals(known.Hash, SHA256.HashData(Encoding.UTF8.GetBytes(told))))
        {
            using var use = uses.AttemptAcquire();
            return use.IsAcquired ? TokenVerdict.Right : TokenVerdict.TooOften;
        }

        using var lease = tries.AttemptAcquire(context);
        return (lease.IsAcquired, told.Length) switch
        {
            (false, _) => TokenVerdict.TooMany,
            (_, 0) => TokenVerdict.Missing,
            _ => TokenVerdict.Wrong,
        };
    }

    public void Dispose()
    {
        tries.Dispose();
        uses.Dispose();
    }

    // By hand: the parser of such headers takes no comma in a token, and the settings do.
    private static string Told(StringValues header) =>
        header is [{ } words] && words.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? words[Scheme.Length..].Trim(' ')
            : "";

    private sealed record Known(string Token, byte[] Hash)
    {
        public static Known Of(string token) => new(token, SHA256.HashData(Encoding.UTF8.GetBytes(token)));
    }
}
