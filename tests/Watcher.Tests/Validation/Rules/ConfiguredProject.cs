using OfoWatcher.Survey.Flight;
using OfoWatcher.Survey.Photos;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Tests.Metashape.Configuration;
using OfoWatcher.Validation;
using OfoWatcher.Validation.Rules;

namespace OfoWatcher.Tests.Validation.Rules;

/// <summary>A project on a share, with a configuration that is really read there, and photos that are only told
/// of.</summary>
internal sealed class ConfiguredProject : IDisposable
{
    private readonly TemporaryFolder share = new();

    public ConfiguredProject() => Directory.CreateDirectory(Folder);

    public string Share => share.Path;

    public string Folder => share["oak"];

    public ProjectImagery Imagery { get; set; } = new() { Project = "oak", Folders = [] };

    public void Dispose() => share.Dispose();

    public void Write(string path, string text)
    {
        var full = share[path];
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public ProjectImagery Resolve(int photos = 20)
    {
        var config = OfoWatcher.Metashape.ConfigLocation.Find(Folder);
        return ConfigResolution.Resolve(Imagery with
        {
            Folders = [Folder],
            NeedsConfig = true,
            Config = config,
            Survey = FlownSurvey.None with { Projection = Configs.Site.Grid, Centre = Configs.Site.Centre },
            Inventory = new ImageryInventory
            {
                Photos =
                [
                    .. Enumerable.Range(1, photos).Select(n => new ExaminedPhoto($"DJI_{n:0000}.JPG", 8_600_000, 0, null, null)),
                ],
            },
        });
    }

    /// <summary>What the rules say, but for the remark about missing keys.</summary>
    public IReadOnlyList<Finding> Find(int photos = 20) =>
    [
        .. ProjectValidator.Apply([new ConfigRule(), new ConfigFilesRule(), new CapacityRule()], Resolve(photos))
            .Where(finding => finding.Code != FindingCodes.ConfigMissingKeys),
    ];
}
