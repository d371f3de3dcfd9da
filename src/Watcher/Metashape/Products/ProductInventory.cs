using OfoWatcher.Metashape.Configuration;

namespace OfoWatcher.Metashape.Products;

/// <summary>What kind of file a product is, which decides how its soundness is looked at.</summary>
internal enum ProductFormat
{
    /// <summary>The log, which must say that the run came to its end.</summary>
    Log,

    /// <summary>A GeoTIFF, as BigTIFF or not.</summary>
    Tiff,

    /// <summary>A point cloud as LAS, LAZ or COPC.</summary>
    PointCloud,

    /// <summary>A point cloud as COPC, which is a LAZ file with an index.</summary>
    CloudOptimizedPointCloud,

    /// <summary>A mesh; its extension tells its format.</summary>
    Mesh,

    Pdf,

    Xml,

    /// <summary>Text, or a format that nothing is known of: it must hold something.</summary>
    Other,

    /// <summary>A folder that holds something.</summary>
    Folder,
}

/// <summary>A file that a run must leave.</summary>
/// <param name="Folder">In which folder of the run: its products or its Metashape project.</param>
/// <param name="Name">The exact name: a pattern would take another project's files for this one's.</param>
internal sealed record ExpectedProduct(ProductFolder Folder, string Name, ProductFormat Format);

/// <summary>The two folders that automate-metashape writes to.</summary>
internal enum ProductFolder
{
    /// <summary><c>&lt;run&gt;/output</c>, which is <c>--output-path</c>.</summary>
    Output,

    /// <summary><c>&lt;run&gt;/project</c>, which is <c>--project-path</c>.</summary>
    Project,
}

/// <summary>The files that automate-metashape writes by a configuration.</summary>
internal static class ProductInventory
{
    private const string Copc = "Metashape.PointCloudFormatCOPC";

    private static readonly string[] Aligning = ["align_cameras", "align_cameras_secondary"];

    // Whatever the format, the file is called so; what is no LAS by its content cannot be looked at.
    private static readonly string[] LasFormats = ["Metashape.PointCloudFormatLAZ", "Metashape.PointCloudFormatLAS"];

    /// <summary>All files that a run must leave, the log first.</summary>
    /// <param name="config">The completed configuration, of which every key is there.</param>
    /// <param name="project">The project's name, as <c>--project-name</c> passes it.</param>
    public static IReadOnlyList<ExpectedProduct> Of(ConfigValues config, string project)
    {
        var files = new List<ExpectedProduct>
        {
            Output($"{project}_log.txt", ProductFormat.Log),
            Output($"{project}_metrics.yaml", ProductFormat.Other),
        };
        // Cameras are exported by the steps that align them.
        if (config.IsOn("export_cameras") && EnabledSteps.Of(config).Any(step => Aligning.Contains(step.Name)))
            files.Add(Output($"{project}_cameras.xml", ProductFormat.Xml));
        if (IsExported(config, "build_point_cloud"))
            files.Add(PointCloud(config, project));
        if (IsExported(config, "build_mesh"))
        {
            var extension = config.TextOf("build_mesh", "export_extension");
            files.Add(Output($"{project}_mesh.{extension}", ProductFormat.Mesh));
            files.Add(Output("metadata.xml", ProductFormat.Xml));
        }

        if (IsExported(config, "build_dem"))
            files.AddRange(Rasters(config.DemSurfaces, $"{project}_"));
        if (IsExported(config, "build_orthomosaic"))
            files.AddRange(Rasters(config.OrthomosaicSurfaces, $"{project}_ortho-"));
        files.Add(Output($"{project}_report.pdf", ProductFormat.Pdf));
        files.Add(new ExpectedProduct(ProductFolder.Project, $"{project}.psx", ProductFormat.Xml));
        files.Add(new ExpectedProduct(ProductFolder.Project, $"{project}.files", ProductFormat.Folder));
        return files;
    }

    private static bool IsExported(ConfigValues config, string section) =>
        config.IsOn(section) && config.IsOn(section, "export");

    private static ExpectedProduct PointCloud(ConfigValues config, string project)
    {
        var format = config.TextOf("build_point_cloud", "export_format");
        if (format == Copc)
        {
            // A choice of classes is always exported as LAZ, under the name of the format that was asked for.
            var hasAllClasses = config["build_point_cloud", "classes"] is null or YamlValue.Text { Value: "ALL" };
            return Output(
                $"{project}_points.copc.laz",
                hasAllClasses ? ProductFormat.CloudOptimizedPointCloud : ProductFormat.PointCloud);
        }

        return Output(
            $"{project}_points.laz",
            LasFormats.Contains(format) ? ProductFormat.PointCloud : ProductFormat.Other);
    }

    // A surface such as DSM-mesh, in lower case, is a part of the name.
    private static IEnumerable<ExpectedProduct> Rasters(IEnumerable<string> surfaces, string prefix) =>
        surfaces.Select(surface => $"{prefix}{surface.ToLowerInvariant()}.tif").Distinct()
            .Select(name => Output(name, ProductFormat.Tiff));

    private static ExpectedProduct Output(string name, ProductFormat format) =>
        new(ProductFolder.Output, name, format);
}
