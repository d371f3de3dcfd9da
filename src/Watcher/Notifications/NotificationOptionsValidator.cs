using System.Text.RegularExpressions;
using FluentValidation;
using FluentValidation.Results;
using OfoWatcher.Platform;

namespace OfoWatcher.Notifications;

/// <summary>Judges who is told, and of what.</summary>
internal sealed partial class NotificationOptionsValidator : AbstractValidator<NotificationOptions>
{
    public NotificationOptionsValidator()
    {
        RuleFor(o => o.Webhooks).Custom((webhooks, context) =>
        {
            foreach (var (name, webhook) in webhooks)
            {
                foreach (var failure in FailuresOf(name, webhook))
                    context.AddFailure(failure);
            }
        });
        RuleFor(o => o.StuckAfter).Within(TimeSpan.FromSeconds(1), TimeSpan.FromDays(365));
        RuleFor(o => o.LinkBase).Must(address => address.Length == 0 || IsAddress(address))
            .WithMessage("must be empty, or an address that begins with https:// or http://");
    }

    private static IEnumerable<ValidationFailure> FailuresOf(string name, WebhookOptions webhook)
    {
        if (!Name().IsMatch(name))
        {
            yield return new ValidationFailure(
                nameof(NotificationOptions.Webhooks),
                "must be named by letters, digits, dashes and underscores, 40 at most, a letter or digit first", name);
        }

        if (!IsAddress(webhook.Url))
        {
            yield return Failure(
                nameof(WebhookOptions.Url), webhook.Url,
                "must be an address that begins with https:// or http://, without a name and password in it");
        }

        if (webhook.Secret.Length > 0 && WebhookSignature.KeyOf(webhook.Secret) is null)
        {
            yield return Failure(
                nameof(WebhookOptions.Secret), webhook.Secret,
                $"must be empty, or {WebhookSignature.Prefix} and 24 to 64 bytes in base64, as by: "
                + $"echo {WebhookSignature.Prefix}$(openssl rand -base64 32)");
        }

        ValidationFailure Failure(string property, string value, string allowed) => new(
            $"{nameof(NotificationOptions.Webhooks)}:{name}:{property}", allowed,
            value.Length == 0 ? null : value);
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https")
        && address.Host.Length > 0 && address.UserInfo.Length == 0;

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,39}\z")]
    private static partial Regex Name();
}
