using System.Collections;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using OfoWatcher.Dashboard;
using OfoWatcher.Intake;
using OfoWatcher.Notifications;
using OfoWatcher.Platform;
using OfoWatcher.Reconciling;
using OfoWatcher.Settings;
using OfoWatcher.Telemetry;
using OfoWatcher.Validation;
using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;
using OfoWatcher.Workflows.Local;

namespace OfoWatcher.Tests.Settings;

/// <summary>The <c>appsettings.json</c> that comes with the program.</summary>
public sealed class SettingsFileTests
{
    // Lists add to each other, so their defaults stand in the file only; so does the one path there is.
    private static readonly string[] OnlyInFile = ["Intake:InputRoots", "Intake:IgnoredFolders", "Output:Root"];

    // Shown in a comment: a list in the file would be mixed with another one word by word.
    private const string InComment = "Local:Command";

    private static readonly Dictionary<string, object> Defaults = new()
    {
        [IntakeOptions.Section] = new IntakeOptions(),
        [OutputOptions.Section] = new OutputOptions(),
        [ValidationOptions.Section] = new ValidationOptions(),
        [RunOptions.Section] = new RunOptions(),
        [WorkflowOptions.Section] = new WorkflowOptions(),
        [LocalEngineOptions.Section] = new LocalEngineOptions(),
        [ArgoOptions.Section] = new ArgoOptions(),
        [AfterRunOptions.Section] = new AfterRunOptions(),
        [NotificationOptions.Section] = new NotificationOptions(),
        [DashboardOptions.Section] = new DashboardOptions(),
        [TelemetryOptions.Section] = new TelemetryOptions(),
    };

    private static string FilePath => Path.Combine(AppContext.BaseDirectory, SettingsFiles.FileName);

    [Fact]
    public void The_file_has_every_setting_with_its_default_and_no_other()
    {
        using var file = JsonDocument.Parse(
            File.ReadAllBytes(FilePath), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        var written = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var section in file.RootElement.EnumerateObject()
            .Where(section => section.Name != LoggingSettings.Section))
        {
            foreach (var setting in section.Value.EnumerateObject())
                written.Add($"{section.Name}:{setting.Name}", setting.Value.ToString());
        }

        var expected = new SortedDictionary<string, string>(
            Settings().Where(setting => setting.Key != InComment).ToDictionary(), StringComparer.Ordinal);
        Assert.Equal(expected.Keys, written.Keys);
        Assert.All(expected.Keys.Except(OnlyInFile), key => Assert.Equal(expected[key], written[key]));
    }

    [Fact]
    public void The_default_command_stands_in_a_comment()
    {
        var words = new LocalEngineOptions().CommandOrDefault.Select(word => $"\"{word}\"");

        Assert.Contains(
            $"// \"Command\": [ {string.Join(", ", words)} ],", File.ReadAllText(FilePath), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_has_a_comment_right_above_it_or_is_the_only_one_of_its_section()
    {
        var lines = File.ReadAllLines(FilePath);
        var names = Settings().Keys.Select(key => key.Split(':')[1]).Except(["Root", "Command"]);

        Assert.All(names, name =>
        {
            var line = Array.FindIndex(
                lines, line => line.TrimStart().StartsWith($"\"{name}\":", StringComparison.Ordinal));
            Assert.StartsWith("//", lines[line - 1].TrimStart(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_file_as_it_comes_is_sound()
    {
        var faults = new List<string>();
        var settings = WatcherSettings.Read(new ConfigurationBuilder().AddJsonFile(FilePath).Build(), faults);

        Assert.Empty(faults);
        Assert.Equal(["/ofo-share"], settings.Intake.InputRoots);
        Assert.Equal(["configs", "lost+found"], settings.Intake.IgnoredFolders);
        Assert.Null(settings.Local.Command);
    }

    private static Dictionary<string, string> Settings() =>
        (from section in Defaults
         from property in section.Value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
         where property.CanWrite
         select ($"{section.Key}:{property.Name}", Show(property.GetValue(section.Value))))
        .ToDictionary(pair => pair.Item1, pair => pair.Item2);

    private static string Show(object? value) => value switch
    {
        TimeSpan time => time.ToString("c"),
        string text => text,
        IDictionary => "{}",
        IEnumerable => "",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };
}
