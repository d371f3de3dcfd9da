using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using k8s.Autorest;
using k8s.Models;

namespace OfoWatcher.Workflows.Argo;

/// <summary>Turns what the client library throws into what follows from it, in words for the operator.</summary>
internal static partial class ClusterFaults
{
    /// <summary>Null when the exception is none of a call to the cluster.</summary>
    public static ClusterException? Understand(string what, string host, Exception e) => e switch
    {
        HttpOperationException { Response: { } response } =>
            Of(what, (int)response.StatusCode, MessageIn(response.Content), e),
        OperationCanceledException => Silent(what, host, "no answer in time", e),
        HttpRequestException or IOException or System.Net.Sockets.SocketException =>
            Silent(what, host, (e.InnerException ?? e).Message.TrimEnd('.'), e),
        JsonException or FormatException => new ClusterException(
            ClusterFault.Unreadable, $"cannot {what}: what the Kubernetes API answered cannot be read ({e.Message})", e),
        _ => null,
    };

    /// <summary>An error that a watch tells of in its midst.</summary>
    public static ClusterException Of(string what, V1Status status) =>
        Of(what, status.Code ?? 0, status.Message ?? status.Reason ?? "no reason was given", null);

    private static ClusterException Silent(string what, string host, string why, Exception e) =>
        new(ClusterFault.Unavailable, $"cannot {what}: the Kubernetes API at {host} cannot be reached ({why})", e);

    private static ClusterException Of(string what, int code, string message, Exception? e) => code switch
    {
        (int)HttpStatusCode.Forbidden => new ClusterException(ClusterFault.Forbidden, Forbidden(what, message), e),
        (int)HttpStatusCode.NotFound => new ClusterException(ClusterFault.NotFound, $"cannot {what}: {message}", e),
        (int)HttpStatusCode.Conflict => new ClusterException(ClusterFault.Conflict, $"cannot {what}: {message}", e),
        (int)HttpStatusCode.Gone => new ClusterException(ClusterFault.Expired, $"cannot {what}: {message}", e),
        (int)HttpStatusCode.Unauthorized => new ClusterException(
            ClusterFault.Unavailable, $"cannot {what}: the Kubernetes API does not accept the watcher's credentials", e),
        (int)HttpStatusCode.RequestTimeout or (int)HttpStatusCode.TooManyRequests or >= 500 or 0 =>
            new ClusterException(ClusterFault.Unavailable, $"cannot {what}: {message}", e),
        _ => new ClusterException(ClusterFault.Refused, $"cannot {what}: {message}", e),
    };

    /// <summary>Names the right that is missing, as the API words it: verb, resource, group and namespace.</summary>
    private static string Forbidden(string what, string message)
    {
        var right = Right().Match(message);
        if (!right.Success)
            return $"cannot {what}: {message}";
        var where = right.Groups["where"] is { Success: true } space ? $" in namespace {space.Value}" : "";
        var group = right.Groups["group"].Value is { Length: > 0 } name ? $".{name}" : "";
        return $"cannot {what}: {right.Groups["user"].Value} lacks the verb {right.Groups["verb"].Value} on "
            + $"{right.Groups["resource"].Value}{group}{where}: grant it as deploy/rbac.yaml does";
    }

    private static string MessageIn(string? content)
    {
        if (string.IsNullOrWhiteSpace(content))
            return "no reason was given";
        try
        {
            using var status = JsonDocument.Parse(content);
            if (status.RootElement.ValueKind == JsonValueKind.Object
                && status.RootElement.TryGetProperty("message", out var message))
                return message.GetString() ?? "no reason was given";
        }
        catch (JsonException)
        {
            // Not a Status of Kubernetes but the words of a proxy, or of a server that knows no such path.
        }

        var line = content.ReplaceLineEndings(" ").Trim();
        return line.Length <= 200 ? line : line[..200] + "…";
    }

    [GeneratedRegex(
        """User "(?<user>[^"]+)" cannot (?<verb>\w+) resource "(?<resource>[^"]+)" in API group "(?<group>[^"]*)"( in the namespace "(?<where>[^"]+)")?""")]
    private static partial Regex Right();
}
