using OfoWatcher.Intake;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Leadership;

namespace OfoWatcher.Dashboard.Listing;

/// <summary>All that is known of all projects at one moment.</summary>
/// <param name="Watcher">Who watches; null when nobody is known to.</param>
/// <param name="Role">What this process is among the watchers.</param>
/// <param name="Projects">Where each project stands, in any order.</param>
/// <param name="UploadOf">What is known of a project's upload; null when nothing is.</param>
/// <param name="ArgoUrlOf">The address of a Workflow in Argo's own user interface; null when it has none.</param>
/// <param name="Basis">
/// What it was read from, taken before: where two are equal so is what was read. Null when nobody can tell.
/// </param>
internal sealed record ProjectReading(
    string? Watcher, WatcherRole Role, IEnumerable<ProjectStatus> Projects, Func<string, UploadEntry?> UploadOf,
    Func<string, string?> ArgoUrlOf, object? Basis = null);
