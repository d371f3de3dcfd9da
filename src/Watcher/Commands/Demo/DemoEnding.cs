using FluentValidation;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Reconciling;

namespace OfoWatcher.Commands.Demo;

/// <summary>Tells where to look.</summary>
internal static class DemoEnding
{
    public static void Print(DemoShare share, StatusBoard board)
    {
        var markers = new MarkerStore();
        Console.WriteLine();
        foreach (var project in DemoShare.Projects)
        {
            var folder = ProjectName.OutputFolder(share.Output, project);
            Console.WriteLine($"{project}: {board.Find(project)?.Line}");
            switch (markers.Read(folder).Marker)
            {
                case CompletedMarker completed:
                    foreach (var product in completed.Products.Where(IsForTheEye))
                        Console.WriteLine($"    {Path.Combine(folder, product.Path)}");
                    break;
                case InvalidMarker invalid:
                    foreach (var finding in invalid.Findings.Where(finding => finding.Severity != Severity.Info))
                        Console.WriteLine($"    {finding.Severity}: {finding.Message}");
                    Console.WriteLine($"    {Path.Combine(folder, MarkerStore.Invalid)}");
                    break;
            }
        }

        Console.WriteLine();
        Console.WriteLine($"The watcher's log: {share.Log}");
    }

    private static bool IsForTheEye(Product product) => Path.GetExtension(product.Path) is ".jpg" or ".geojson";
}
