using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace OfoWatcher.Notifications;

/// <summary>What follows from one try to tell a webhook.</summary>
internal enum DeliveryVerdict
{
    Delivered,

    /// <summary>It may work later.</summary>
    TryAgain,

    /// <summary>It will not work as things are set.</summary>
    GiveUp,
}

/// <param name="Fault">Why it was not delivered, in words without anything secret; empty when it was.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone.</param>
internal sealed record DeliveryTry(DeliveryVerdict Verdict, string Fault = "", TimeSpan RetryAfter = default)
{
    public static readonly DeliveryTry Delivered = new(DeliveryVerdict.Delivered);

    public static DeliveryTry Failed(string fault) => new(DeliveryVerdict.TryAgain, fault);
}

/// <summary>Decides when a webhook is tried again.</summary>
internal static class DeliveryPolicy
{
    /// <summary>What is older than this and still not told is told no more.</summary>
    public static readonly TimeSpan OldestNews = TimeSpan.FromDays(3);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWish = TimeSpan.FromHours(1);

    /// <summary>Judges an answer. No redirect is followed: what is told would go to a place that nobody set.</summary>
    public static DeliveryTry Judge(HttpStatusCode status, RetryConditionHeaderValue? retryAfter, DateTimeOffset now)
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"it answered {(int)status}");
        var wish = WishOf(retryAfter, now);
        return (int)status switch
        {
            >= 200 and < 300 => DeliveryTry.Delivered,
            408 or 425 or 429 or >= 500 => new DeliveryTry(DeliveryVerdict.TryAgain, words, wish),
            >= 300 and < 400 => new DeliveryTry(DeliveryVerdict.GiveUp, $"{words}, a redirect, which is not followed"),
            // It does not take what was sent, which will be the same next time; 410 is that it wants nothing any more.
            400 or 410 or 413 or 422 => new DeliveryTry(DeliveryVerdict.GiveUp, words),
            // As a gateway answers while what is behind it is replaced, or an address that is yet to be set right.
            _ => new DeliveryTry(DeliveryVerdict.TryAgain, words, wish > LongestPause ? wish : LongestPause),
        };
    }

    /// <summary>The same, unless it has been tried for long enough.</summary>
    public static DeliveryTry WithAge(DeliveryTry tried, DateTimeOffset at, DateTimeOffset now) =>
        tried.Verdict == DeliveryVerdict.TryAgain && now - at > OldestNews
            ? new DeliveryTry(DeliveryVerdict.GiveUp, $"{tried.Fault}, and it is {OldestNews.Days} days old")
            : tried;

    /// <summary>
    /// How long a webhook is left alone: it doubles with each failure, unless the receiver asks for more.
    /// </summary>
    /// <param name="failures">How many tries failed in a row, from 1.</param>
    public static TimeSpan PauseAfter(int failures, TimeSpan wish)
    {
        var doubled = FirstPause * Math.Pow(2, Math.Min(failures - 1, 20));
        var pause = doubled < LongestPause ? doubled : LongestPause;
        return wish > pause ? wish : pause;
    }

    private static TimeSpan WishOf(RetryConditionHeaderValue? header, DateTimeOffset now)
    {
        var wish = header?.Delta ?? (header?.Date - now) ?? TimeSpan.Zero;
        return wish < LongestWish ? wish : LongestWish;
    }
}
