using Microsoft.Extensions.Logging;

namespace OfoWatcher.Reconciling.Leadership;

internal sealed partial class LeaseElection
{
    [LoggerMessage(500, LogLevel.Information, "Leading as {Identity}")]
    private partial void TellLeading(string identity);

    [LoggerMessage(501, LogLevel.Information, "{Holder} leads; this replica follows")]
    private partial void TellFollowing(string holder);

    [LoggerMessage(502, LogLevel.Error, "Leadership is lost: {Why}")]
    private partial void TellLost(string why);

    [LoggerMessage(503, LogLevel.Information, "Leadership released")]
    private partial void TellReleased();

    [LoggerMessage(504, LogLevel.Warning,
        "Leadership released, but {Fault}: another replica leads no later than {Duration} after the last renewal")]
    private partial void TellUnreleased(string fault, TimeSpan duration);

    [LoggerMessage(505, LogLevel.Warning, "The election of a leader is held up: {Fault}; tried again")]
    private partial void TellTrouble(string fault);

    [LoggerMessage(506, LogLevel.Information, "{Lease} can be used again")]
    private partial void TellRecovered(string lease);

    [LoggerMessage(507, LogLevel.Warning,
        "{Holder} has not renewed the Lease for long; it is taken unless that happens within {Duration}")]
    private partial void TellAbandoned(string? holder, TimeSpan duration);

    [LoggerMessage(508, LogLevel.Warning, "{Lease} had been deleted and was made again")]
    private partial void TellMadeAgain(string lease);
}
