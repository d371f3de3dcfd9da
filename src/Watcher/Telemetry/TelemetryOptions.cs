using FluentValidation;

namespace OfoWatcher.Telemetry;

/// <summary>Where traces and metrics are sent to; those who scrape <c>/metrics</c> need nothing of it.</summary>
internal sealed record TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>
    /// The OpenTelemetry collector that gets traces and metrics, such as <c>http://collector:4317</c>. Without it none
    /// are sent. What the collector wants to know of its clients is given by the standard variable
    /// <c>OTEL_EXPORTER_OTLP_HEADERS</c>.
    /// </summary>
    public string OtlpEndpoint { get; init; } = "";

    /// <summary>How the collector is spoken to.</summary>
    public OtlpTransport OtlpProtocol { get; init; } = OtlpTransport.Grpc;
}

internal enum OtlpTransport
{
    /// <summary>Usually port 4317.</summary>
    Grpc,

    /// <summary>Usually port 4318, with the paths <c>/v1/traces</c> and <c>/v1/metrics</c> below the address.</summary>
    HttpProtobuf,
}

internal sealed class TelemetryOptionsValidator : AbstractValidator<TelemetryOptions>
{
    public TelemetryOptionsValidator() =>
        RuleFor(o => o.OtlpEndpoint).Must(IsAddress)
            .WithMessage("must be empty or an address such as \"http://collector:4317\"");

    // Whatever else stands in it would be shown in the log.
    private static bool IsAddress(string text) =>
        text.Length == 0
        || (Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri is { Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" });
}
