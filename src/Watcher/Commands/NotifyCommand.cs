using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OfoWatcher.Notifications;

namespace OfoWatcher.Commands;

/// <summary>Tries the webhooks, so that nobody learns from the first run that failed that nobody was told.</summary>
internal static class NotifyCommand
{
    public static Command Create() =>
        new Command("notify", """
            Send a test to every webhook of the settings, once, and print what came of it. Exit code: 0 all took it, 1
            one did not, 2 wrong settings.
            """).Does((_, settings, cancellationToken) => RunAsync(settings, cancellationToken));

    private static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var services = WatcherHost.CreateBuilder(arguments).Services.BuildServiceProvider();
        var webhooks = services.GetRequiredService<IOptionsMonitor<NotificationOptions>>().CurrentValue.Webhooks;
        if (webhooks.Count == 0)
            throw new IOException("There is nobody to tell: the settings have no webhook in Notifications:Webhooks.");
        var client = services.GetRequiredService<WebhookClient>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var names = webhooks.Keys.Order(StringComparer.Ordinal).ToList();
        var tries = await Task.WhenAll(names.Select(name =>
            client.SendAsync(name, ProjectEvent.Test(webhooks[name], now), cancellationToken)));
        foreach (var (name, tried) in names.Zip(tries))
            Console.WriteLine($"{name}, {webhooks[name]}: {(IsTold(tried) ? "told" : tried.Fault)}");
        return tries.All(IsTold) ? ExitCode.Good : ExitCode.Failed;
    }

    private static bool IsTold(DeliveryTry tried) => tried.Verdict == DeliveryVerdict.Delivered;
}
