using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using OfoWatcher.Dashboard.Listing;

namespace OfoWatcher.Dashboard.Security;

/// <summary>
/// How many requests are let in: so that neither a script gone wild nor somebody's ill will takes the processor from
/// the watcher's loop or the volume from its runs.
/// </summary>
internal static class RateLimits
{
    // Whoever is on the machine itself, or has a port of it forwarded, can do worse than read what is in memory; and a
    // benchmark measures the server, not its limits.
    private static readonly Bucket Reads = new(Burst: 1000, PerSecond: 200);
    private static readonly Bucket Looks = new(Burst: 300, PerSecond: 100);
    private static readonly Bucket Downloads = new(Burst: 200, PerSecond: 20);

    /// <summary>How many may listen at once from one address, so that one alone cannot keep all others out.</summary>
    public const int MostListeners = ChangeFeed.MostListeners / 2;

    public static void Apply(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = static (refused, _) => new ValueTask(RefuseAsync(refused.HttpContext, refused.Lease));
        options.GlobalLimiter = Create();
    }

    /// <summary>The limits of all kinds of requests.</summary>
    public static PartitionedRateLimiter<HttpContext> Create() => PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, (RequestClass, IPAddress)>(RateOf),
        PartitionedRateLimiter.Create<HttpContext, (RequestClass, IPAddress)>(AtOnceOfOne),
        PartitionedRateLimiter.Create<HttpContext, RequestClass>(AtOnceOfAll));

    /// <summary>Answers one that is not let in.</summary>
    public static Task RefuseAsync(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.Zero;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ErrorAnswers.AnswerAsync(
            context, StatusCodes.Status429TooManyRequests, "There are too many requests: try again later.");
    }

    private static RateLimitPartition<(RequestClass, IPAddress)> RateOf(HttpContext context)
    {
        var key = (Class: RequestClasses.Of(context.Request), Address: AddressKey.Of(context));
        return key.Class switch
        {
            RequestClass.Read when !IPAddress.IsLoopback(key.Address) => Reads.For(key),
            RequestClass.Look => Looks.For(key),
            RequestClass.Download => Downloads.For(key),
            _ => RateLimitPartition.GetNoLimiter(key),
        };
    }

    private static RateLimitPartition<(RequestClass, IPAddress)> AtOnceOfOne(HttpContext context)
    {
        var key = (Class: RequestClasses.Of(context.Request), Address: AddressKey.Of(context));
        return key.Class switch
        {
            RequestClass.Listen when !IPAddress.IsLoopback(key.Address) => AtOnce(key, MostListeners, 0),
            RequestClass.Look => AtOnce(key, 8, 64),
            _ => RateLimitPartition.GetNoLimiter(key),
        };
    }

    private static RateLimitPartition<RequestClass> AtOnceOfAll(HttpContext context) =>
        RequestClasses.Of(context.Request) switch
        {
            RequestClass.Read => AtOnce(RequestClass.Read, 256, 1000),
            RequestClass.Look => AtOnce(RequestClass.Look, 32, 256),
            var other => RateLimitPartition.GetNoLimiter(other),
        };

    private static RateLimitPartition<T> AtOnce<T>(T key, int most, int waiting) =>
        RateLimitPartition.GetConcurrencyLimiter(
            key, _ => new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = waiting });

    /// <param name="Burst">So many at once, after a while without any.</param>
    /// <param name="PerSecond">So many for as long as one likes.</param>
    private sealed record Bucket(int Burst, int PerSecond)
    {
        public RateLimitPartition<T> For<T>(T key) => RateLimitPartition.GetTokenBucketLimiter(
            key,
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = Burst,
                TokensPerPeriod = PerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            });
    }
}
