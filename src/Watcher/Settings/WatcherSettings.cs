using System.ComponentModel;
using System.Reflection;
using FluentValidation;
using Microsoft.Extensions.Configuration;
using OfoWatcher.Intake;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Validation;
using OfoWatcher.Workflows.Local;

namespace OfoWatcher.Settings;

/// <summary>All settings, read and checked together.</summary>
internal sealed record WatcherSettings(
    IntakeOptions Intake,
    OutputOptions Output,
    ValidationOptions Validation,
    RunOptions Runs,
    LocalEngineOptions Local)
{
    /// <summary>Reads the settings.</summary>
    /// <param name="faults">Receives a line for each fault: key, value, what is allowed. None means that all is well.</param>
    public static WatcherSettings Read(IConfiguration configuration, List<string> faults)
    {
        var settings = new WatcherSettings(
            Section(configuration, IntakeOptions.Section, new IntakeOptionsValidator(), faults),
            Section(configuration, OutputOptions.Section, new OutputOptionsValidator(), faults),
            Section(configuration, ValidationOptions.Section, new ValidationOptionsValidator(), faults),
            Section(configuration, RunOptions.Section, new RunOptionsValidator(), faults),
            Section(configuration, LocalEngineOptions.Section, new LocalEngineOptionsValidator(), faults));
        foreach (var root in settings.Intake.InputRoots.Where(Path.IsPathFullyQualified))
        {
            if (Path.IsPathFullyQualified(settings.Output.Root) && Folders.Contains(settings.Output.Root, root))
            {
                faults.Add($"{OutputOptions.Section}:{nameof(OutputOptions.Root)} is \"{settings.Output.Root}\" but must "
                    + $"not be or contain the input folder {root}");
            }
        }

        return settings;
    }

    private static T Section<T>(IConfiguration configuration, string name, IValidator<T> validator, List<string> faults)
        where T : class, new()
    {
        var section = configuration.GetSection(name);
        var unreadable = section.GetChildren().SelectMany(entry => FaultsOf<T>(name, entry)).ToList();
        faults.AddRange(unreadable);
        if (unreadable.Count > 0)
            return new T();
        var options = section.Get<T>() ?? new T();
        faults.AddRange(validator.Validate(options).Errors.Select(failure => SettingRules.Describe(name, failure)));
        return options;
    }

    /// <summary>What the binder would refuse with its first exception, or overlook.</summary>
    private static IEnumerable<string> FaultsOf<T>(string section, IConfigurationSection entry)
    {
        var properties = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).ToList();
        var property = properties.FirstOrDefault(p => p.Name.Equals(entry.Key, StringComparison.OrdinalIgnoreCase));
        if (property is null)
        {
            var known = string.Join(", ", properties.Select(p => p.Name));
            yield return $"{section}:{entry.Key} is no setting; {section} knows {known}";
        }
        else if (entry.Value is { } text && !CanConvert(property.PropertyType, text))
        {
            yield return $"{section}:{entry.Key} is \"{text}\" but must be {Describe(property.PropertyType)}";
        }
    }

    private static bool CanConvert(Type type, string text)
    {
        if (typeof(System.Collections.IEnumerable).IsAssignableFrom(type) && type != typeof(string))
            return text.Length == 0; // An empty list in JSON arrives as an empty text.
        try
        {
            var value = TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
            return !type.IsEnum || Enum.IsDefined(type, value!);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            return false;
        }
    }

    private static string Describe(Type type) => type switch
    {
        { IsEnum: true } => "one of " + string.Join(", ", Enum.GetNames(type)),
        _ when type == typeof(TimeSpan) => "a time such as 00:10:00 ([days.]hours:minutes:seconds)",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) => "a whole number",
        _ when type == typeof(string) => "a text",
        _ => "a list",
    };
}
