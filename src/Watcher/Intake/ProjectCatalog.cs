namespace OfoWatcher.Intake;

/// <summary>The projects on the share as the latest scan saw them; replaced as a whole by each scan.</summary>
internal sealed class ProjectCatalog
{
    private volatile IReadOnlyDictionary<string, ProjectUpload> projects = new Dictionary<string, ProjectUpload>();

    /// <summary>All projects by name.</summary>
    public IReadOnlyDictionary<string, ProjectUpload> Projects => projects;

    public ProjectUpload? Find(string project) => projects.GetValueOrDefault(project);

    public void Replace(IReadOnlyDictionary<string, ProjectUpload> latest) => projects = latest;
}
