using OfoWatcher.Platform;

namespace OfoWatcher.Notifications;

/// <summary>Who is told when a project has ended or is stuck.</summary>
internal sealed record NotificationOptions
{
    public const string Section = "Notifications";

    /// <summary>The webhooks that are told, each by a name of its own.</summary>
    public IReadOnlyDictionary<string, WebhookOptions> Webhooks { get; init; } =
        new Dictionary<string, WebhookOptions>();

    /// <summary>
    /// How long a project must not have come on to count as stuck. A run has at least three times the time that it is
    /// estimated to take.
    /// </summary>
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// The address under which people find the watcher's status page: for links in what is told, and so that a proxy on the
    /// same machine may serve the page by this name. Empty makes no links.
    /// </summary>
    public string LinkBase { get; init; } = "";

    /// <summary>The names of the webhooks that want to be told of an event, in order.</summary>
    public IReadOnlyList<string> WhoWants(ProjectEventKind kind) =>
    [
        .. Webhooks.Where(webhook => webhook.Value.Wants(kind)).Select(webhook => webhook.Key)
            .Order(StringComparer.Ordinal),
    ];
}

/// <summary>One webhook. Its address is as secret as its secret: who knows a chat's address may write there.</summary>
internal sealed record WebhookOptions
{
    /// <summary>The address that events are posted to.</summary>
    [Secret]
    public string Url { get; init; } = "";

    /// <summary>What its receiver understands.</summary>
    public WebhookFormat Format { get; init; }

    /// <summary>
    /// Signs what is sent, by the Standard Webhooks scheme: <c>whsec_</c> and the key in base64. Empty signs nothing.
    /// </summary>
    [Secret]
    public string Secret { get; init; } = "";

    /// <summary>
    /// What it is told: <c>Completed</c>, <c>Failed</c>, <c>Invalid</c>, <c>Stuck</c>. None named means all.
    /// </summary>
    public IReadOnlyList<ProjectEventKind> Events { get; init; } = [];

    public bool Wants(ProjectEventKind kind) => Events.Count == 0 || Events.Contains(kind);

    /// <summary>As much of the address as may be shown: scheme and host.</summary>
    public string Place => Uri.TryCreate(Url, UriKind.Absolute, out var address)
        ? $"{address.Scheme}://{address.Authority}"
        : "no address";

    /// <summary>Nothing that is secret.</summary>
    public override string ToString() => $"{Format} at {Place}";
}

/// <summary>What the body of a request is.</summary>
internal enum WebhookFormat
{
    /// <summary>A CloudEvent in JSON, for programs.</summary>
    CloudEvents,

    /// <summary>A message for Slack, and for Mattermost and others that take Slack's.</summary>
    Slack,

    /// <summary>A card for Microsoft Teams, by a webhook of Power Automate's Workflows.</summary>
    Teams,
}
