using System.CommandLine;
using System.CommandLine.Help;
using Microsoft.Extensions.DependencyInjection;
using OfoWatcher.Commands;
using OfoWatcher.Commands.Demo;
using OfoWatcher.Dashboard;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Notifications;
using OfoWatcher.Reconciling;
using OfoWatcher.Settings;
using OfoWatcher.Telemetry;
using OfoWatcher.Workflows;

namespace OfoWatcher;

/// <summary>The composition root: which stages there are, and which commands.</summary>
internal static class Program
{
    // After a signal the library would end the process in two seconds, with an error code: the
    // host is given its own time.
    private static readonly InvocationConfiguration Patient =
        new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(35) };

    private static async Task<int> Main(string[] args)
    {
        // Settings come last, or the first of them would be taken for the argument of a command such as `retry`.
        var command = CreateRootCommand().Parse([.. args.OrderBy(CommandExtensions.IsSetting)]);
        var faults = command.FindFaults();
        if (faults.Count == 0)
            return await command.InvokeAsync(Patient);

        // The library would print a page of help as well, which hides the line that matters.
        foreach (var fault in faults)
            await Console.Error.WriteLineAsync($"{fault}; see --help.");
        return ExitCode.WrongSettings;
    }

    public static RootCommand CreateRootCommand()
    {
        var root = new RootCommand("Watches a share for drone imagery, checks it, runs it, and marks what is done.")
        {
            RunCommand.Create(),
            OnceCommand.Create(),
            ValidateCommand.Create(),
            RenderCommand.Create(),
            StatusCommand.Create(),
            RetryCommand.Create(),
            AdoptCommand.Create(),
            NotifyCommand.Create(),
            DemoCommand.Create(),
            PreviewCommand.Create(),
            SampleCommand.Create(),
            LocalRunCommand.Create(),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new SettingsHelp((HelpAction)help.Action!);
        root.Does((_, settings, cancellationToken) => RunCommand.RunAsync(settings, dryRun: false, cancellationToken));
        return root;
    }

    /// <summary>The stages in the order of the data.</summary>
    public static void AddStages(IServiceCollection services) =>
        services
            .AddSettings()
            .AddTelemetry()
            .AddIntake()
            .AddMarkers()
            .AddWorkflows()
            .AddNotifications()
            .AddReconciling()
            .AddDashboard();

    /// <summary>What makes the passes come by themselves.</summary>
    public static void AddDaemon(IServiceCollection services) => services.AddScanSchedule();
}
