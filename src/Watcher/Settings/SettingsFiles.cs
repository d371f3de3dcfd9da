using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace OfoWatcher.Settings;

/// <summary>Where settings come from. What comes later in this list wins.</summary>
internal static class SettingsFiles
{
    public const string FileName = "appsettings.json";

    // What the configuration's own reader allows.
    private static readonly JsonDocumentOptions Lenient =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>
    /// <c>appsettings.json</c> beside the program, the one in the current folder, environment variables
    /// (<c>Intake__QuietPeriod</c>), and the command line (<c>--Intake:QuietPeriod=00:05:00</c>).
    /// </summary>
    /// <exception cref="InvalidDataException">A file is no valid JSON.</exception>
    public static void AddTo(IConfigurationBuilder configuration, IReadOnlyList<string> arguments)
    {
        configuration.Sources.Clear();
        foreach (var folder in new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() }.Distinct())
            AddFile(configuration, folder);
        configuration.AddEnvironmentVariables();
        configuration.AddCommandLine([.. arguments]);
    }

    /// <summary>Adds a folder's file, which may be absent and may change.</summary>
    /// <param name="configuration">
    /// One that loads each source when it is added, as <see cref="ConfigurationManager"/> does.
    /// </param>
    /// <param name="folder">Where the file lies or may come to lie.</param>
    /// <exception cref="InvalidDataException">
    /// It is no valid JSON now; later that is asked by <see cref="FaultOf"/>.
    /// </exception>
    public static void AddFile(IConfigurationBuilder configuration, string folder)
    {
        var isLoaded = false;
        configuration.AddJsonFile(source =>
        {
            source.FileProvider = Polling(folder);
            source.Path = FileName;
            source.Optional = true;
            source.ReloadOnChange = true;
            source.OnLoadException = failure => failure.Ignore = isLoaded;
        });
        isLoaded = true;
    }

    /// <summary>The files that stand behind a configuration now.</summary>
    public static IReadOnlyList<string> Find(IConfiguration configuration) =>
    [
        .. Providers(configuration).OfType<JsonConfigurationProvider>()
            .Select(provider => provider.Source.FileProvider?.GetFileInfo(provider.Source.Path ?? ""))
            .Where(file => file is { Exists: true }).Select(file => file!.PhysicalPath).OfType<string>(),
    ];

    /// <summary>
    /// What keeps a file from being relied on: without it, other settings would silently come into force.
    /// </summary>
    /// <returns>Null when it can be read.</returns>
    public static string? FaultOf(string file)
    {
        try
        {
            using var _ = JsonDocument.Parse(File.ReadAllBytes(file), Lenient);
            return null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return $"{file} cannot be read: {e.Message}";
        }
    }

    /// <summary>A failure to load, on one line that names the file and the place in it.</summary>
    public static string Describe(Exception failure)
    {
        var words = new List<string>();
        for (var e = failure; e is not null; e = e.InnerException)
            words.Add(e.Message);
        return string.Join(" ", words.Distinct());
    }

    /// <summary>Where each setting may come from.</summary>
    public static IEnumerable<IConfigurationProvider> Providers(IConfiguration configuration) =>
        (configuration as IConfigurationRoot)?.Providers ?? [];

    // By polling, since neither ConfigMaps, which are links that are swapped, nor network shares raise file events.
    private static PhysicalFileProvider Polling(string folder) =>
        new(folder) { UsePollingFileWatcher = true, UseActivePolling = true };
}
