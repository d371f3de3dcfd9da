using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.Extensions.Configuration;
using OfoWatcher.Platform;

namespace OfoWatcher.Settings;

/// <summary>
/// Reads one section. The binder would stop at the first value that it cannot convert and overlook unknown keys; here
/// each entry is judged by itself, and what is sound is bound and validated whatever stands beside it.
/// </summary>
internal static class SettingsSection
{
    /// <param name="faults">Receives a line for each fault: key, value, what is allowed.</param>
    public static T Read<T>(IConfiguration configuration, string name, IValidator<T> validator, List<string> faults)
        where T : class, new()
    {
        var sound = new Dictionary<string, string?>();
        var faulty = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in configuration.GetSection(name).GetChildren())
        {
            var found = FaultsOf(typeof(T), name, entry).ToList();
            if (found.Count > 0)
            {
                faults.AddRange(found);
                faulty.Add(entry.Key);
                continue;
            }

            foreach (var (key, value) in entry.AsEnumerable().Where(pair => pair.Value is not null))
                sound[key] = value;
        }

        var configured = new ConfigurationBuilder().AddInMemoryCollection(sound).Build();
        var options = configured.GetSection(name).Get<T>() ?? new T();
        faults.AddRange(validator.Validate(options).Errors.Where(failure => !faulty.Contains(PropertyOf(failure)))
            .Select(failure => SettingRules.Describe(name, failure, typeof(T))));
        return options;
    }

    /// <param name="group">What the settings of the group are bound to.</param>
    /// <param name="path">The group's name, with those that it lies in.</param>
    private static IEnumerable<string> FaultsOf(Type group, string path, IConfigurationSection entry)
    {
        var key = $"{path}:{entry.Key}";
        var properties = PropertiesOf(group).ToList();
        var property = properties.FirstOrDefault(p => p.Name.Equals(entry.Key, StringComparison.OrdinalIgnoreCase));
        if (property is null)
            return [$"{key} is no setting; {path} knows {string.Join(", ", properties.Select(p => p.Name))}"];
        if (ValueOfMap(property.PropertyType) is { } valueType && IsGroup(valueType))
            return FaultsOfGroups(entry, key, valueType);
        return FaultOf(property, entry) is { } fault ? [$"{key} {fault}"] : [];
    }

    private static IEnumerable<PropertyInfo> PropertiesOf(Type group) =>
        group.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);

    /// <summary>
    /// What is wrong in groups that have names for them. What stands there in place of a group is not shown: it may be
    /// the address or the password that belongs into it.
    /// </summary>
    private static IEnumerable<string> FaultsOfGroups(IConfigurationSection entry, string key, Type group)
    {
        var example = PropertiesOf(group).First().Name;
        if (entry.Value is { Length: > 0 })
            return [$"{key} is a text but must be a group of groups: {entry.Path}:NAME:{example}=…"];
        return entry.GetChildren().SelectMany(child => child.Value is { Length: > 0 }
            ? [$"{key}:{child.Key} is a text but must be a group of settings: {child.Path}:{example}=…"]
            : child.GetChildren().SelectMany(setting => FaultsOf(group, $"{key}:{child.Key}", setting)));
    }

    private static string? FaultOf(PropertyInfo property, IConfigurationSection entry)
    {
        var isSecret = property.IsDefined(typeof(SecretAttribute));
        var type = property.PropertyType;
        if (ValueOfMap(type) is { } valueType)
            return FaultOfMap(entry, valueType, isSecret);
        if (IsList(type))
            return FaultOfList(entry, ElementOf(type), isSecret);
        if (entry.GetChildren().Any())
            return $"is a group of settings but must be {Describe(type)}";
        return entry.Value is { } text && CanConvert(type, text)
            ? null
            : $"is {Quote(entry.Value, isSecret)} but must be {Describe(type)}";
    }

    private static string? FaultOfList(IConfigurationSection entry, Type elementType, bool isSecret)
    {
        var elements = entry.GetChildren().ToList();
        if (elements.FirstOrDefault(element => element.Value is null) is { } hollow)
            return $"holds no text at place {hollow.Key} but must be a list of texts";
        if (elements.FirstOrDefault(element => !CanConvert(elementType, element.Value!)) is { } wrong)
            return $"holds {Quote(wrong.Value, isSecret)} at place {wrong.Key} but must hold {Describe(elementType)} there";
        // An empty list in JSON arrives as an empty text.
        return entry.Value is { Length: > 0 } text
            ? $"is {Quote(text, isSecret)} but must be a list, one entry each: {entry.Path}:0=…, {entry.Path}:1=…"
            : null;
    }

    private static string? FaultOfMap(IConfigurationSection entry, Type valueType, bool isSecret)
    {
        foreach (var child in entry.GetChildren())
        {
            if (child.Value is null || child.GetChildren().Any() || !CanConvert(valueType, child.Value))
                return $"holds {Quote(child.Value, isSecret)} at {child.Key} but must hold {Describe(valueType)} there";
        }

        // An empty group in JSON arrives as an empty text.
        return entry.Value is { Length: > 0 } text
            ? $"is {Quote(text, isSecret)} but must be a group of settings: {entry.Path}:NAME={Describe(valueType)}"
            : null;
    }

    private static bool CanConvert(Type type, string text)
    {
        // The binder would take "10" for ten days, "24:00:00" for 24 days, and "1" for what stands second.
        if (type == typeof(TimeSpan))
            return text.Contains(':') && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out _);
        if (type.IsEnum)
            return Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase);
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text) is not null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            return false;
        }
    }

    /// <summary>What the entries of a setting are that has names for them; null when it has none.</summary>
    private static Type? ValueOfMap(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
            ? type.GenericTypeArguments[1]
            : null;

    private static bool IsGroup(Type type) => type.IsClass && type != typeof(string);

    private static bool IsList(Type type) => type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type);

    private static Type ElementOf(Type list) => list.GetElementType() ?? list.GenericTypeArguments[0];

    private static string Quote(string? value, bool isSecret) => value switch
    {
        null => "nothing",
        _ when isSecret => SecretAttribute.Mask,
        _ => $"\"{value}\"",
    };

    // "InputRoots[0]", "CommandOrDefault.Count" and "Severities:name" are about the setting that they begin with.
    private static string PropertyOf(ValidationFailure failure) => failure.PropertyName.Split('[', '.', ':')[0];

    private static string Describe(Type type) => type switch
    {
        { IsEnum: true } => "one of " + string.Join(", ", Enum.GetNames(type)),
        _ when type == typeof(TimeSpan) => "a time such as 00:10:00 ([days.]hours:minutes:seconds)",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) => "a whole number",
        _ => "a text",
    };
}
