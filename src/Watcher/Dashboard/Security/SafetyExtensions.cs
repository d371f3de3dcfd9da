using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OfoWatcher.Dashboard.Security;

/// <summary>What stands between the network and every page.</summary>
internal static class SafetyExtensions
{
    public static IServiceCollection AddSafety(this IServiceCollection services) =>
        services.AddRateLimiter(RateLimits.Apply);

    /// <summary>Comes before all pages are mapped. An address that has none is answered with 404 by it.</summary>
    public static void UseSafety(
        this WebApplication app, KnownAddress address, PublicWords words, ILoggerFactory loggers)
    {
        app.UseSecurityHeaders();
        app.Use(new ErrorAnswers(words, loggers.CreateLogger<ErrorAnswers>()).InvokeAsync);
        app.Use(new RequestRules(address).InvokeAsync);
        app.UseRateLimiter();
        app.UseRouting();
        app.Use(RequestRules.TakeHeadForGetAsync);
        app.UseRouting();
    }
}
