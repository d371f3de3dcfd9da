using Microsoft.Extensions.Configuration;
using OfoWatcher.Settings;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Validation;

namespace OfoWatcher.Tests.Settings;

public sealed class LiveSettingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ConfigurationManager configuration = new();
    private readonly LogLines<LiveSettings> told = new();
    private readonly LiveSettings settings;
    private int changes;

    public LiveSettingsTests()
    {
        Write(15);
        SettingsFiles.AddFile(configuration, folder.Path);
        var faults = new List<string>();
        settings = new LiveSettings(configuration, WatcherSettings.Read(configuration, faults), told);
        settings.Changed += () => changes++;
        Assert.Empty(faults);
    }

    private string Path => folder[SettingsFiles.FileName];

    public void Dispose()
    {
        settings.Dispose();
        configuration.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_changed_file_takes_effect_by_itself()
    {
        Write(30);

        await Eventually.TrueAsync(() => changes == 1, "the change is in force");
        Assert.Equal(30, settings.Current.Validation.MinImages);
        Assert.Equal(["Information: Changed settings are in force"], told.AllWithLevel);
    }

    [Fact]
    public void Stages_see_their_part_of_what_is_in_force()
    {
        var part = new LiveOptions<ValidationOptions>(settings, all => all.Validation);
        var heard = new List<int>();
        using (part.OnChange((options, _) => heard.Add(options.MinImages)))
        {
            Write(30);
            Reload();
        }

        Write(40);
        Reload();
        Assert.Equal([30], heard);
        Assert.Equal(40, part.CurrentValue.MinImages);
    }

    [Fact]
    public void A_wrong_change_is_told_once_and_ignored_until_it_is_mended()
    {
        File.WriteAllText(
            Path, Json(30).Replace("\"MinImages\": 30", "\"MinImages\": 0, \"Most\": 1", StringComparison.Ordinal));
        Reload();
        Reload();

        Assert.Equal(15, settings.Current.Validation.MinImages);
        Assert.Equal(
            [
                "Error: Changed settings are ignored: Validation:Most is no setting; Validation knows "
                    + string.Join(", ", typeof(ValidationOptions).GetProperties().Where(p => p.CanWrite).Select(p => p.Name)),
                "Error: Changed settings are ignored: Validation:MinImages is 0 but must be a whole number "
                    + "from 1 to 1000000",
            ],
            told.AllWithLevel);
        Assert.Equal(0, changes);

        Write(30);
        Reload();
        Assert.Equal(30, settings.Current.Validation.MinImages);
    }

    [Fact]
    public async Task A_half_written_file_is_told_and_ignored()
    {
        File.WriteAllText(Path, Json(30)[..40]);

        await Eventually.TrueAsync(() => told.AllWithLevel.Count > 0, "the fault is told");
        Assert.StartsWith(
            $"Error: Changed settings are ignored: {Path} cannot be read: ", told.AllWithLevel[0],
            StringComparison.Ordinal);
        Assert.Equal((15, 0), (settings.Current.Validation.MinImages, changes));
    }

    [Fact]
    public void A_file_that_was_only_touched_changes_nothing()
    {
        Write(15);
        Reload();

        Assert.Empty(told.AllWithLevel);
        Assert.Equal(0, changes);
    }

    [Fact]
    public void A_file_that_is_gone_leaves_the_settings_as_they_are()
    {
        File.Delete(Path);
        Reload();

        Assert.StartsWith(
            $"Error: Changed settings are ignored: {Path} cannot be read: ", Assert.Single(told.AllWithLevel),
            StringComparison.Ordinal);
        Assert.Equal("/share/in", Assert.Single(settings.Current.Intake.InputRoots));
    }

    [Fact]
    public void The_output_folder_stays_until_the_next_start_and_that_is_told()
    {
        File.WriteAllText(Path, Json(30).Replace("/share/out", "/share/new", StringComparison.Ordinal));
        Reload();

        Assert.Equal(
            [
                "Warning: The output folder stays /share/out until the watcher is started again",
                "Information: Changed settings are in force",
            ],
            told.AllWithLevel);
        Assert.Equal(("/share/out", 30), (settings.Current.Output.Root, settings.Current.Validation.MinImages));
    }

    [Fact]
    public void A_new_token_is_in_force_at_once()
    {
        File.WriteAllText(Path, With("\"Dashboard\": { \"Token\": \"another-0123456789\" }"));
        Reload();

        Assert.Equal("another-0123456789", settings.Current.Dashboard.Token);
        Assert.Equal(["Information: Changed settings are in force"], told.AllWithLevel);
        Assert.Equal(1, changes);
    }

    [Theory]
    [InlineData("\"Dashboard\": { \"Listen\": \"http://127.0.0.1:1\" }", "The setting Dashboard:Listen stays as it is")]
    [InlineData("\"Workflows\": { \"Engine\": \"Local\" }", "The settings of Workflows stay as they are")]
    [InlineData("\"Argo\": { \"Instance\": \"other\" }", "The settings of Argo stay as they are")]
    [InlineData("\"Telemetry\": { \"OtlpEndpoint\": \"http://a:1\" }", "The settings of Telemetry stay as they are")]
    public void What_waits_for_the_next_start_is_told_and_not_called_in_force(string part, string words)
    {
        var before = settings.Current;
        File.WriteAllText(Path, With(part));
        Reload();
        Reload();

        Assert.Equal([$"Warning: {words} until the watcher is started again"], told.AllWithLevel);
        Assert.Equal(0, changes);
        Assert.Equal(
            (before.Dashboard, before.Workflows, before.Argo, before.Telemetry),
            (settings.Current.Dashboard, settings.Current.Workflows, settings.Current.Argo, settings.Current.Telemetry));
    }

    private static string With(string part) =>
        Json(15).Replace("\"Validation\"", part + ", \"Validation\"", StringComparison.Ordinal);

    private void Reload() => ((IConfigurationRoot)configuration).Reload();

    private void Write(int minImages) => File.WriteAllText(Path, Json(minImages));

    private static string Json(int minImages) => $$"""
        {
          // Comments and trailing commas are allowed.
          "Intake": { "InputRoots": [ "/share/in" ], },
          "Output": { "Root": "/share/out" },
          "Validation": { "MinImages": {{minImages}} }
        }
        """;
}
