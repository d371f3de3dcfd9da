using OfoWatcher.Notifications;

namespace OfoWatcher.Tests.Notifications;

/// <summary>Events to tell.</summary>
internal static class Events
{
    /// <summary>A project's name that would be a link, a call to everybody, a tag and a line of its own.</summary>
    public const string Hostile = "<!channel> *a* & [x](http://evil) <http://evil|x> <script>\n\"'";

    public static readonly DateTimeOffset Now = new(2026, 6, 12, 10, 0, 0, TimeSpan.Zero);

    public static ProjectEvent Completed(string project = "oak") => new()
    {
        Id = "00112233445566778899aabbccddeeff",
        Kind = ProjectEventKind.Completed,
        Project = project,
        At = Now,
        Message = "2 products, 6.1 GB",
        Run = "oak-12345-2",
        Attempt = 2,
        Photos = 812,
        Products = 2,
        ProductBytes = 6_100_000_000,
    };

    public static NotificationOptions Options(params (string Name, WebhookOptions Webhook)[] webhooks) =>
        new() { Webhooks = webhooks.ToDictionary(webhook => webhook.Name, webhook => webhook.Webhook) };
}
