using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using OfoWatcher.Dashboard;
using OfoWatcher.Intake;
using OfoWatcher.Notifications;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Settings;
using OfoWatcher.Telemetry;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Validation;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;
using OfoWatcher.Workflows.Local;

namespace OfoWatcher.Tests.Docs;

/// <summary>
/// docs/settings.md. Meanings are the options' doc comments, defaults the values that a start without any other setting
/// has, ranges the words with which the program refuses wrong values.
/// </summary>
internal static partial class SettingsPage
{
    private static readonly string[] Wrong = ["", "?", "/", "-1", "-1.00:00:00"];

    /// <summary>Each section's name with its options.</summary>
    public static readonly IReadOnlyList<(string Section, Type Options)> Sections =
    [
        (IntakeOptions.Section, typeof(IntakeOptions)),
        (OutputOptions.Section, typeof(OutputOptions)),
        (ValidationOptions.Section, typeof(ValidationOptions)),
        (RunOptions.Section, typeof(RunOptions)),
        (WorkflowOptions.Section, typeof(WorkflowOptions)),
        (LocalEngineOptions.Section, typeof(LocalEngineOptions)),
        (ArgoOptions.Section, typeof(ArgoOptions)),
        (AfterRunOptions.Section, typeof(AfterRunOptions)),
        (NotificationOptions.Section, typeof(NotificationOptions)),
        (DashboardOptions.Section, typeof(DashboardOptions)),
        (TelemetryOptions.Section, typeof(TelemetryOptions)),
    ];

    public static string Render()
    {
        var page = new MarkdownPage("Settings")
            .Paragraph("""
                Settings come from `appsettings.json` beside the program, then a file of the same name in the
                current folder, then environment variables (`Intake__QuietPeriod=00:05:00`, lists as
                `Intake__InputRoots__0=/share`), then the command line (`--Intake:QuietPeriod=00:05:00`,
                `--Intake:InputRoots:0=/share`). What comes later wins, key by key: a list with fewer entries keeps
                the rest of an earlier one.
                """)
            .Paragraph("""
                A wrong setting stops the start with a line that names the key, the value and what is allowed. While the
                watcher runs, a saved change of a file takes effect by itself, all but `Output:Root`, `Dashboard:Listen`
                and the sections `Workflows`, `Argo` and `Telemetry`, which wait for the next start; a change with a
                fault in it is told in the log and otherwise ignored. Times are written `[days.]hours:minutes:seconds`.
                """);
        var defaults = WatcherSettings.Read(Shipped(), []);
        foreach (var (section, options) in Sections)
            Describe(page, section, options, typeof(WatcherSettings).GetProperty(section)!.GetValue(defaults)!);
        return page.Heading("Logging")
            .Paragraph("""
                `Logging:Console:FormatterName` is `story` (one readable line for each thing that happens) or `json`
                (the same as JSON lines). `Logging:LogLevel` takes levels by category as every .NET program does; the
                default is `Information`, and `Warning` for the libraries `Microsoft` and `Quartz`. The events are
                listed in [log-events.md](log-events.md).
                """)
            .ToString();
    }

    /// <summary>The settings as they are when nobody sets any.</summary>
    public static IConfigurationRoot Shipped(params (string Key, string Value)[] changes) => new ConfigurationBuilder()
        .AddJsonFile(Repository.PathOf("appsettings.json"))
        .AddInMemoryCollection(changes.Select(c => KeyValuePair.Create<string, string?>(c.Key, c.Value)))
        .Build();

    public static IEnumerable<PropertyInfo> KeysOf(Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);

    private static void Describe(MarkdownPage page, string section, Type options, object defaults)
    {
        List<IReadOnlyList<string>> rows = [["Key", "Default", "Allowed", "Meaning"]];
        foreach (var property in KeysOf(options))
        {
            rows.Add(
            [
                $"`{section}:{property.Name}`",
                Default(property.GetValue(defaults)),
                Allowed($"{section}:{property.Name}", property.PropertyType),
                Meaning(options, property),
            ]);
            if (GroupIn(property.PropertyType) is { } group)
                rows.AddRange(RowsOf($"{section}:{property.Name}:NAME", group));
        }

        page.Heading(section).Table(rows);
    }

    /// <summary>The settings of a group that there may be several of, each with a name.</summary>
    private static IEnumerable<IReadOnlyList<string>> RowsOf(string path, Type group)
    {
        var defaults = Activator.CreateInstance(group)!;
        return KeysOf(group).Select(property => (IReadOnlyList<string>)
        [
            $"`{path}:{property.Name}`", Default(property.GetValue(defaults)),
            Allowed($"{path}:{property.Name}", property.PropertyType), Meaning(group, property),
        ]);
    }

    /// <summary>
    /// What the entries of a setting are that are groups of settings themselves; null when they are not.
    /// </summary>
    private static Type? GroupIn(Type type) =>
        IsMap(type) && type.GenericTypeArguments[1] is { IsClass: true } group && group != typeof(string)
            ? group
            : null;

    private static bool IsMap(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>);

    private static string Default(object? value) => value switch
    {
        ICollection { Count: 0 } => "none",
        null or "" => "none",
        TimeSpan time => $"`{time:c}`",
        bool truth => truth ? "`true`" : "`false`",
        string text => $"`{text}`",
        IEnumerable list => string.Join(", ", list.Cast<object>().Select(entry => $"`{entry}`")),
        _ => $"`{value}`",
    };

    private static string Meaning(Type options, PropertyInfo property)
    {
        var meaning = XmlDocs.SummaryOf('P', options, property.Name);
        if (!property.PropertyType.IsEnum)
            return meaning;
        var values = Enum.GetNames(property.PropertyType)
            .Select(name => $"`{name}`: {XmlDocs.SummaryOf('F', property.PropertyType, name)}");
        return $"{meaning} {string.Join(' ', values)}";
    }

    /// <summary>Gives the program wrong values of every kind and listens to what it says is allowed.</summary>
    private static string Allowed(string key, Type type)
    {
        var isMap = IsMap(type) && GroupIn(type) is null;
        var isList = typeof(IEnumerable).IsAssignableFrom(type) && type != typeof(string) && !IsMap(type);
        var words = new List<string>();
        foreach (var wrong in Wrong)
        {
            var faults = new List<string>();
            WatcherSettings.Read(Shipped((isList ? key + ":0" : isMap ? key + ":photo-ignored" : key, wrong)), faults);
            words.AddRange(faults.Select(fault => Refusal().Match(fault))
                .Where(match => match.Success && match.Groups["key"].Value == key)
                .Select(match => match.Groups["allowed"].Value.Replace(": it names no program;", ";", StringComparison.Ordinal)));
        }

        var said = words.Distinct().ToList();
        // That a value must be a time or a number at all goes without saying once its range is told.
        if (said.Any(word => word.Contains(" from ", StringComparison.Ordinal)))
        {
            said.RemoveAll(word =>
                word == "a whole number" || word.StartsWith("a time such as", StringComparison.Ordinal));
        }

        return string.Join("; ", said);
    }

    [GeneratedRegex(
        @"^(?<key>\w+(:\w+)+?)(:\d+)? (is|holds) .*? but (must be |must hold )?(?<allowed>.*?)( \(\[days\.\]hours.*|: it names no program)?$")]
    private static partial Regex Refusal();
}
