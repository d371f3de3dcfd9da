using System.Collections;
using Microsoft.Extensions.Configuration;
using OfoWatcher.Settings;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Docs;

/// <summary>appsettings.json is where people look settings up: it holds all of them, as they are by default.</summary>
public sealed class ShippedSettingsTests
{
    /// <summary>Those that have no default of their own, because they name places of one machine or share.</summary>
    private static readonly string[] Places = ["Intake:InputRoots", "Intake:IgnoredFolders", "Output:Root"];

    public static TheoryData<string> Keys =>
    [
        .. SettingsPage.Sections
            .SelectMany(s => SettingsPage.KeysOf(s.Options).Select(key => $"{s.Section}:{key.Name}")),
    ];

    [Fact]
    public void They_are_valid()
    {
        var faults = new List<string>();
        WatcherSettings.Read(SettingsPage.Shipped(), faults);

        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void They_hold_every_setting_with_a_comment(string key)
    {
        var (part, name) = (key.Split(':')[0], key.Split(':')[1]);
        var lines = File.ReadAllLines(Repository.PathOf("appsettings.json"));
        var section = Array.FindIndex(lines, line => line.StartsWith($"  \"{part}\": {{", StringComparison.Ordinal));
        Assert.True(section > 0, $"the section {part} is not in appsettings.json");
        var end = Array.FindIndex(lines, section, line => line.StartsWith("  }", StringComparison.Ordinal));
        // A setting whose default cannot be written in JSON stands there as a comment.
        var at = Array.FindIndex(lines, section, end - section, line =>
            line.TrimStart(' ', '/').StartsWith($"\"{name}\":", StringComparison.Ordinal));

        Assert.True(at > section, $"{key} is not in appsettings.json");
        // The section's only setting needs no comment beside the section's.
        var isExplained = IsComment(lines[at - 1]) || (end == section + 2 && IsComment(lines[section - 1]));
        Assert.True(isExplained, $"{key} has no comment");
    }

    [Fact]
    public void They_are_the_defaults_of_the_program()
    {
        var shipped = WatcherSettings.Read(SettingsPage.Shipped(), []);
        var builtIn = WatcherSettings.Read(new ConfigurationBuilder().Build(), []);
        foreach (var (section, options) in SettingsPage.Sections)
        {
            var part = typeof(WatcherSettings).GetProperty(section)!;
            foreach (var key in SettingsPage.KeysOf(options).Where(key => !Places.Contains($"{section}:{key.Name}")))
            {
                Assert.True(
                    Equal(key.GetValue(part.GetValue(shipped)), key.GetValue(part.GetValue(builtIn))),
                    $"{section}:{key.Name} is not the program's default in appsettings.json");
            }
        }
    }

    private static bool IsComment(string line) => line.TrimStart().StartsWith("//", StringComparison.Ordinal);

    private static bool Equal(object? one, object? other) => (one, other) switch
    {
        (string, string) => Equals(one, other),
        (IEnumerable a, IEnumerable b) => a.Cast<object>().SequenceEqual(b.Cast<object>()),
        _ => Equals(one, other),
    };
}
