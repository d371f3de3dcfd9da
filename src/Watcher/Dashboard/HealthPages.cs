using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OfoWatcher.Dashboard.Security;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Telemetry;

namespace OfoWatcher.Dashboard;

/// <summary>
/// What probes ask: <c>/healthz</c> whether the loop is alive, <c>/readyz</c> whether all of it works.
/// </summary>
internal static class HealthPages
{
    public static void MapHealth(
        this IEndpointRouteBuilder site,
        HealthBoard health,
        LeadershipStatus leadership,
        ScanPulse pulse,
        PublicWords words)
    {
        site.MapGet("/healthz", context => AnswerHealth(context, pulse));
        site.MapGet("/readyz", context => AnswerReadiness(context, Readiness.Of(health, leadership, words.Of)));
    }

    private static Task AnswerHealth(HttpContext context, ScanPulse pulse) => pulse.Fault is { } fault
        ? Answer.TextAsync(context, fault + "\n", StatusCodes.Status503ServiceUnavailable)
        : Answer.TextAsync(context, "ok");

    private static Task AnswerReadiness(HttpContext context, Readiness readiness) => Answer.BytesAsync(
        context,
        Answer.Json,
        ReadableJson.Serialize(readiness, ReadinessJson.Default.Readiness),
        readiness.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
}
