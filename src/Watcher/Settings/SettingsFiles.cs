using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;

namespace OfoWatcher.Settings;

/// <summary>Where settings come from. What comes later in this list wins.</summary>
internal static class SettingsFiles
{
    public const string FileName = "appsettings.json";

    /// <summary>
    /// <c>appsettings.json</c> beside the program, the one in the current folder, environment variables
    /// (<c>Intake__QuietPeriod</c>), and the command line (<c>--Intake:QuietPeriod=00:05:00</c>).
    /// </summary>
    /// <exception cref="InvalidDataException">A file is no valid JSON.</exception>
    public static void AddTo(IConfigurationBuilder configuration, IReadOnlyList<string> arguments)
    {
        configuration.Sources.Clear();
        foreach (var folder in new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() }.Distinct())
        {
            configuration.AddJsonFile(Polling(folder), FileName, optional: true, reloadOnChange: true);
        }

        configuration.AddEnvironmentVariables();
        configuration.AddCommandLine([.. arguments]);
    }

    // By polling, since neither ConfigMaps, which are links that are swapped, nor network shares raise file events.
    private static PhysicalFileProvider Polling(string folder) =>
        new(folder) { UsePollingFileWatcher = true, UseActivePolling = true };
}
