using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using OfoWatcher.Dashboard;
using OfoWatcher.Platform;
using OfoWatcher.Telemetry;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Settings;

/// <summary>
/// The settings in force. What can change while the program runs takes effect when its file is saved; a change with a
/// fault in it is told and otherwise ignored, so that a slip of the pen stops nothing.
/// </summary>
internal sealed partial class LiveSettings : IDisposable
{
    private const string Listen = $"{DashboardOptions.Section}:{nameof(DashboardOptions.Listen)}";

    private static readonly string[] Waiting =
        [OutputOptions.Section, WorkflowOptions.Section, ArgoOptions.Section, TelemetryOptions.Section];

    private readonly IConfiguration configuration;
    private readonly ILogger<LiveSettings> logger;
    private readonly IDisposable subscription;
    private IReadOnlyList<string> files;
    private string toldFaults = "";
    private IReadOnlyDictionary<string, string?> values;

    public LiveSettings(IConfiguration configuration, WatcherSettings initial, ILogger<LiveSettings> logger)
    {
        this.configuration = configuration;
        this.logger = logger;
        Current = initial;
        files = SettingsFiles.Find(configuration);
        values = WatcherSettings.Values(configuration);
        subscription = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    public event Action? Changed;

    public WatcherSettings Current { get; private set; }

    public void Dispose() => subscription.Dispose();

    private void Reload()
    {
        // A file that is gone or half-written leaves its settings at other values, which may well be allowed ones.
        var faults = files.Select(SettingsFiles.FaultOf).OfType<string>().ToList();
        var read = faults.Count == 0 ? WatcherSettings.Read(configuration, faults) : Current;
        if (faults.Count > 0)
        {
            Tell(faults);
            return;
        }

        toldFaults = "";
        files = SettingsFiles.Find(configuration);
        var before = values;
        values = WatcherSettings.Values(configuration);
        var changed = values.Keys.Union(before.Keys, StringComparer.OrdinalIgnoreCase)
            .Where(key => values.GetValueOrDefault(key) != before.GetValueOrDefault(key)).ToList();
        if (changed.Count == 0)
            return; // A file was only touched, or put back as it was.
        TellWhatWaits(read);
        if (changed.TrueForAll(Waits))
            return;
        Current = read with
        {
            Output = Current.Output,
            Workflows = Current.Workflows,
            Argo = Current.Argo,
            Dashboard = read.Dashboard with { Listen = Current.Dashboard.Listen },
            Telemetry = Current.Telemetry,
        };
        TellChanged();
        Changed?.Invoke();
    }

    // What a lock, a connection or a listening port was made from stays until the next start.
    private void TellWhatWaits(WatcherSettings read)
    {
        if (read.Output != Current.Output)
            TellRestart(Current.Output.Root);
        (string Section, bool HasChanged)[] others =
        [
            (WorkflowOptions.Section, read.Workflows != Current.Workflows),
            (ArgoOptions.Section, read.Argo != Current.Argo),
            (TelemetryOptions.Section, read.Telemetry != Current.Telemetry),
        ];
        foreach (var (section, _) in others.Where(other => other.HasChanged))
            TellWaits(section);
        if (read.Dashboard.Listen != Current.Dashboard.Listen)
            TellSettingWaits(Listen);
    }

    private static bool Waits(string key) =>
        key.Equals(Listen, StringComparison.OrdinalIgnoreCase)
        || Array.Exists(Waiting, section => key.Equals(section, StringComparison.OrdinalIgnoreCase)
            || key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase));

    private void Tell(List<string> faults)
    {
        var all = string.Join('\n', faults);
        if (all == toldFaults)
            return;
        toldFaults = all;
        faults.ForEach(TellFault);
    }

    [LoggerMessage(400, LogLevel.Information, "Changed settings are in force")]
    private partial void TellChanged();

    [LoggerMessage(401, LogLevel.Error, "Changed settings are ignored: {Fault}")]
    private partial void TellFault(string fault);

    [LoggerMessage(402, LogLevel.Warning, "The output folder stays {Root} until the watcher is started again")]
    private partial void TellRestart(string root);

    [LoggerMessage(403, LogLevel.Warning, "The settings of {Section} stay as they are until the watcher is started again")]
    private partial void TellWaits(string section);

    [LoggerMessage(733, LogLevel.Warning, "The setting {Setting} stays as it is until the watcher is started again")]
    private partial void TellSettingWaits(string setting);
}

/// <summary>One stage's part of the settings in force, as the stages expect it.</summary>
internal sealed class LiveOptions<T>(LiveSettings settings, Func<WatcherSettings, T> part) : IOptionsMonitor<T>
{
    public T CurrentValue => part(settings.Current);

    public T Get(string? name) => CurrentValue;

    public IDisposable OnChange(Action<T, string?> listener)
    {
        void Handler() => listener(CurrentValue, null);
        settings.Changed += Handler;
        return new Subscription(() => settings.Changed -= Handler);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
