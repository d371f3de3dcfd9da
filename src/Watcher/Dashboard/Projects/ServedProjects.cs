namespace OfoWatcher.Dashboard.Projects;

/// <summary>All that single projects are served from.</summary>
/// <param name="Details">What is known of a project.</param>
/// <param name="Folder">What lies in its result folder.</param>
/// <param name="Reads">Reads it.</param>
internal sealed record ServedProjects(ProjectDetails Details, ProjectFolder Folder, VolumeReads Reads);
