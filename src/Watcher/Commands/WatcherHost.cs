using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OfoWatcher.Platform;
using OfoWatcher.Settings;
using OfoWatcher.Telemetry;

namespace OfoWatcher.Commands;

/// <summary>Makes the host that a command runs on: settings, logging, stages.</summary>
internal static class WatcherHost
{
    /// <summary>Reads the settings and adds what every command needs.</summary>
    /// <param name="arguments">Settings from the command line, such as <c>--Runs:MaxAttempts=1</c>.</param>
    /// <param name="overrides">Settings that win over all others.</param>
    /// <param name="dryRun">Nothing is written, launched or marked; what would be is told.</param>
    /// <exception cref="WrongSettingsException">At least one setting cannot stay as it is.</exception>
    public static HostApplicationBuilder CreateBuilder(
        IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? overrides = null, bool dryRun = false)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var settings = ReadSettings(builder.Configuration, arguments, overrides);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        AddLogging(builder);
        Program.AddStages(builder.Services);
        if (dryRun)
            builder.Services.AddSingleton(new OutputFolder(settings.Output.Root, isReadOnly: true));
        return builder;
    }

    /// <summary>Reads the settings alone, for a command that needs no more.</summary>
    /// <inheritdoc cref="CreateBuilder"/>
    public static WatcherSettings ReadSettings(IReadOnlyList<string> arguments)
    {
        using var configuration = new ConfigurationManager();
        return ReadSettings(configuration, arguments, null);
    }

    private static WatcherSettings ReadSettings(
        ConfigurationManager configuration, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? overrides)
    {
        try
        {
            SettingsFiles.AddTo(configuration, arguments);
            SecretVariables.Remove();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            throw new WrongSettingsException([SettingsFiles.Describe(e)]);
        }

        if (overrides is not null)
            configuration.AddInMemoryCollection(overrides);
        var faults = new List<string>();
        var settings = WatcherSettings.Read(configuration, faults);
        return faults.Count == 0 ? settings : throw new WrongSettingsException(faults);
    }

    private static void AddLogging(HostApplicationBuilder builder)
    {
        builder.Logging
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Quartz", LogLevel.Warning)
            .AddConfiguration(builder.Configuration.GetSection("Logging"))
            .AddConsoleFormatter<StoryConsoleFormatter, ConsoleFormatterOptions>()
            .AddConsole(options => options.FormatterName ??= StoryConsoleFormatter.FormatterName);
        builder.Services.Configure<JsonConsoleFormatterOptions>(options =>
        {
            if (options.TimestampFormat is not null)
                return; // Somebody chose one. By default there would be no time at all.
            options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            options.UseUtcTimestamp = true;
        });
    }
}
