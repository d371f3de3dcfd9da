using Microsoft.Extensions.Options;
using OfoWatcher.Dashboard.Projects;
using OfoWatcher.Dashboard.Security;
using OfoWatcher.Intake;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Leadership;

namespace OfoWatcher.Dashboard.Listing;

/// <summary>
/// Where all projects stand now. The watcher that acts knows it by heart once it has looked at every project; before
/// that, and on one that stands by, the folders tell.
/// </summary>
internal sealed class CurrentProjects(
    StatusBoard board,
    FirstPass firstPass,
    LeadershipStatus leadership,
    ProjectCatalog catalog,
    ResultFolders folders,
    KeptUploads uploads,
    PublicWords words,
    ArgoLinks links,
    IOptionsMonitor<IntakeOptions> intake)
{
    /// <summary>Reads it. Never two at a time, and on a thread that may wait for a volume.</summary>
    /// <exception cref="IOException">The output folder is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public ProjectReading Read()
    {
        var role = leadership.Role;
        if (role == WatcherRole.Leader && firstPass.IsOver)
        {
            var (version, latest, holder) = (board.Version, catalog.Projects, leadership.Holder);
            return new ProjectReading(
                holder, role, board.All.Select(Public), project => latest.GetValueOrDefault(project)?.Entry, links.Of,
                Basis: (version, latest, holder));
        }

        var report = folders.ReadReport(intake.CurrentValue, static _ => { });
        // Whose lock lies on a volume of another machine may not be seen from here.
        return new ProjectReading(report.Watcher ?? leadership.Holder, role, report.Projects.Select(Public), uploads.Read(),
            links.Of);
    }

    private ProjectStatus Public(ProjectStatus status) =>
        words.Of(status.Words) is var told && !ReferenceEquals(told, status.Words) ? status with { Words = told } : status;
}
