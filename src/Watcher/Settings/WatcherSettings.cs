using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using OfoWatcher.Dashboard;
using OfoWatcher.Intake;
using OfoWatcher.Notifications;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Telemetry;
using OfoWatcher.Validation;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;
using OfoWatcher.Workflows.Local;

namespace OfoWatcher.Settings;

/// <summary>All settings, read and checked together.</summary>
internal sealed record WatcherSettings(
    IntakeOptions Intake,
    OutputOptions Output,
    ValidationOptions Validation,
    RunOptions Runs,
    WorkflowOptions Workflows,
    LocalEngineOptions Local,
    ArgoOptions Argo,
    AfterRunOptions AfterRun,
    NotificationOptions Notifications,
    DashboardOptions Dashboard,
    TelemetryOptions Telemetry)
{
    private static readonly string[] Sections =
    [
        IntakeOptions.Section, OutputOptions.Section, ValidationOptions.Section, RunOptions.Section,
        WorkflowOptions.Section, LocalEngineOptions.Section, ArgoOptions.Section, AfterRunOptions.Section,
        NotificationOptions.Section, DashboardOptions.Section, TelemetryOptions.Section, LoggingSettings.Section,
    ];

    /// <summary>Reads the settings.</summary>
    /// <param name="faults">
    /// Receives a line for each fault: key, value, what is allowed. None means that all is well.
    /// </param>
    public static WatcherSettings Read(IConfiguration configuration, List<string> faults)
    {
        var settings = new WatcherSettings(
            SettingsSection.Read(configuration, IntakeOptions.Section, new IntakeOptionsValidator(), faults),
            SettingsSection.Read(configuration, OutputOptions.Section, new OutputOptionsValidator(), faults),
            SettingsSection.Read(configuration, ValidationOptions.Section, new ValidationOptionsValidator(), faults),
            SettingsSection.Read(configuration, RunOptions.Section, new RunOptionsValidator(), faults),
            SettingsSection.Read(configuration, WorkflowOptions.Section, new WorkflowOptionsValidator(), faults),
            SettingsSection.Read(configuration, LocalEngineOptions.Section, new LocalEngineOptionsValidator(), faults),
            SettingsSection.Read(configuration, ArgoOptions.Section, new ArgoOptionsValidator(), faults),
            SettingsSection.Read(configuration, AfterRunOptions.Section, new AfterRunOptionsValidator(), faults),
            SettingsSection.Read(
                configuration, NotificationOptions.Section, new NotificationOptionsValidator(), faults),
            SettingsSection.Read(configuration, DashboardOptions.Section, new DashboardOptionsValidator(), faults),
            SettingsSection.Read(configuration, TelemetryOptions.Section, new TelemetryOptionsValidator(), faults));
        faults.AddRange(LoggingSettings.FaultsIn(configuration));
        faults.AddRange(UnknownSections(configuration));
        faults.AddRange(NotForLocalRuns(settings));
        foreach (var root in settings.Intake.InputRoots.Where(Path.IsPathFullyQualified))
        {
            if (Path.IsPathFullyQualified(settings.Output.Root) && Folders.Contains(settings.Output.Root, root))
            {
                faults.Add($"{OutputOptions.Section}:{nameof(OutputOptions.Root)} is \"{settings.Output.Root}\" "
                    + $"but must not be or contain the input folder {root}");
            }
        }

        return settings;
    }

    // With Auto the same file may serve a workstation too, which launches nothing of the cluster's.
    private static IEnumerable<string> NotForLocalRuns(WatcherSettings settings)
    {
        if (settings.Workflows.Engine != EngineChoice.Local)
            return [];
        return new (string Name, string Value)[]
        {
            (nameof(AfterRunOptions.UploadTo), settings.AfterRun.UploadTo),
            (nameof(AfterRunOptions.FollowUpTemplate), settings.AfterRun.FollowUpTemplate),
        }
            .Where(setting => setting.Value.Length > 0)
            .Select(setting => $"{AfterRunOptions.Section}:{setting.Name} is \"{setting.Value}\" but must be empty with "
                + $"{WorkflowOptions.Section}:{nameof(WorkflowOptions.Engine)} {EngineChoice.Local}: only Argo does it");
    }

    /// <summary>All values by their keys, for seeing which have changed.</summary>
    public static IReadOnlyDictionary<string, string?> Values(IConfiguration configuration) =>
        Sections.SelectMany(name => configuration.GetSection(name).AsEnumerable())
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);

    // A misspelled section would leave all its settings at their defaults. Variables of the environment are for all
    // programs, so nothing can be said about those.
    private static IEnumerable<string> UnknownSections(IConfiguration configuration) =>
        SettingsFiles.Providers(configuration)
            .Where(provider => provider is not EnvironmentVariablesConfigurationProvider)
            .SelectMany(provider => provider.GetChildKeys([], null))
            .Where(key => !key.StartsWith('$') && !Sections.Contains(key, StringComparer.OrdinalIgnoreCase))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(key => $"{key} is no section; the sections are {string.Join(", ", Sections)}");
}
