using System.Text;
using OfoWatcher.Metashape;
using OfoWatcher.Metashape.Configuration;
using OfoWatcher.Survey.Flight;
using OfoWatcher.Survey.Photos;
using OfoWatcher.Tests.Metashape.Configuration;
using OfoWatcher.Validation;
using OfoWatcher.Validation.Rules;

namespace OfoWatcher.Tests.Docs;

/// <summary>Configurations in which everything is wrong, for the page of findings.</summary>
internal static class ConfigExamples
{
    private const string Whole = """
        project:
          photo_path: "/photos"
          photo_path_secondary: "/elsewhere"
          project_crs: "EPSG::4326"
          project_crs: "EPSG::32612"
        calibrate_reflectance:
          enabled: True
          panel_filename: "panel.csv"
        match_photos:
          downscale: 3
        add_gcps:
          enabled: True
          gcp_crs: "EPSG::32610"
        build_mesh:
          enabled: False
        build_dem:
          surfaces: ["DSM-ptcloud"]
          export: "False"
        argo:
          defaults:
            cpu_request: 32
            memory_request: "8GB"
          setup:
            memory_request: "8Gi"
        """;

    private static readonly string[] Others =
    [
        "project: [",
        "build_mesh:\n  face_count: \"__import__('os').system('reboot') # Metashape\"",
        "run_name: \"oak\"",
        "project:\n  project_crs: \"EPSG::3310\"",
    ];

    public static IEnumerable<Finding> Findings() => Others.Prepend(Whole).SelectMany(yaml => Find(Configured(yaml)))
        .Concat(Find(BuiltIn(0))).Concat(Find(BuiltIn(300_000_000_000)));

    private static IReadOnlyList<Finding> Find(ProjectImagery imagery) =>
        ProjectValidator.Apply([new ConfigRule(), new ConfigFilesRule(), new CapacityRule()], imagery);

    private static ProjectImagery BuiltIn(long free) => Survey(13_500) with
    {
        FreeOutputBytes = free,
        Misnamed = new MisnamedConfig("metashape.yaml", "metashape.yml", true),
        Configuration = ResolvedConfig.BuiltIn(Configs.Site),
    };

    private static ProjectImagery Configured(string yaml)
    {
        var inPhotos = "a,DJI_0001.JPG,1,2\nb,DJI_0002.JPG,1,2\nc,DJI_0003.JPG,1,2";
        var onGround = "a,1,2,3\nb,1,2,3\nc,1,2\nd,1,2,3";
        return Survey(20) with
        {
            Config = "/share/oak/config.yml",
            Configuration = Configs.Resolve(yaml),
            Attachments = new ConfigAttachments
            {
                ImageCoordinates = Table("gcp_imagecoords_table.csv", inPhotos, hasPhotos: true),
                Positions = Table("gcp_table.csv", onGround, hasPhotos: false),
                PanelFault = "is not in the folder calibration",
                SecondaryFaults = [("/elsewhere", "is no folder in the input folder")],
            },
        };
    }

    private static ControlPointTable Table(string name, string text, bool hasPhotos) =>
        ControlPointTable.Parse($"gcps/prepared/{name}", Encoding.UTF8.GetBytes(text), hasPhotos);

    private static ProjectImagery Survey(int photos) => new()
    {
        Project = "oak",
        Folders = ["/share/oak"],
        Survey = FlownSurvey.None with { Projection = Configs.Site.Grid, Centre = Configs.Site.Centre },
        Inventory = new ImageryInventory
        {
            Photos = [.. Enumerable.Range(1, photos).Select(n => new ExaminedPhoto($"DJI_{n:0000}.JPG", 8_600_000, 0, null, null))],
        },
    };
}
