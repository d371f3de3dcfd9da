using System.Text.Json;

namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>An answer that a <see cref="FaultProxy"/> gives in place of the API server.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Reason">The reason of the Status object, such as <c>TooManyRequests</c>.</param>
/// <param name="Message">Its message.</param>
/// <param name="RetryAfter">Seconds to wait, as a header and in the object.</param>
internal sealed record InjectedAnswer(int Status, string Reason, string Message, int? RetryAfter = null)
{
    public static InjectedAnswer TooManyRequests(int retryAfter) =>
        new(429, "TooManyRequests", "Too many requests, please try again later.", retryAfter);

    public static InjectedAnswer Unavailable { get; } = new(503, "ServiceUnavailable", "apiserver is shutting down");

    public static InjectedAnswer Expired { get; } =
        new(410, "Expired", "The provided continue parameter is too old to display a consistent list result.");

    public static InjectedAnswer Unauthorized { get; } = new(401, "Unauthorized", "Unauthorized");

    public static InjectedAnswer InternalError { get; } =
        new(500, "InternalError", "Internal error occurred: etcdserver: leader changed");

    /// <summary>The Status object.</summary>
    public string ToJson() => JsonSerializer.Serialize(new
    {
        kind = "Status",
        apiVersion = "v1",
        metadata = new { },
        status = "Failure",
        message = Message,
        reason = Reason,
        details = new { retryAfterSeconds = RetryAfter ?? 0 },
        code = Status,
    });
}
