namespace OfoWatcher.Tests.Fixtures.Cluster.Double;

/// <summary>A kind of object that the double keeps.</summary>
/// <param name="Group">Empty for the core.</param>
/// <param name="Version">The version in the group.</param>
/// <param name="Plural">Its name in paths.</param>
/// <param name="Kind">Its name in objects.</param>
/// <param name="Namespaced">Whether it lies in namespaces.</param>
/// <param name="BlindUpdate">Whether a PUT may leave out the resource version.</param>
/// <param name="CreateOnUpdate">Whether a PUT of a missing one creates it.</param>
internal sealed record ApiKind(
    string Group,
    string Version,
    string Plural,
    string Kind,
    bool Namespaced = true,
    bool BlindUpdate = true,
    bool CreateOnUpdate = false)
{
    public const string Argo = "argoproj.io";
    public const string Access = "rbac.authorization.k8s.io";

    public static ApiKind Namespaces { get; } = new("", "v1", "namespaces", "Namespace", Namespaced: false);

    public static ApiKind Pods { get; } = new("", "v1", "pods", "Pod");

    public static ApiKind Roles { get; } = new(Access, "v1", "roles", "Role");

    public static ApiKind RoleBindings { get; } = new(Access, "v1", "rolebindings", "RoleBinding");

    private static IReadOnlyList<ApiKind> All { get; } =
    [
        Namespaces,
        Pods,
        Roles,
        RoleBindings,
        new("", "v1", "nodes", "Node", Namespaced: false),
        new("", "v1", "events", "Event", CreateOnUpdate: true),
        new("", "v1", "configmaps", "ConfigMap"),
        new("events.k8s.io", "v1", "events", "Event", CreateOnUpdate: true),
        new("coordination.k8s.io", "v1", "leases", "Lease", BlindUpdate: false, CreateOnUpdate: true),
        new(Argo, "v1alpha1", "workflows", "Workflow", BlindUpdate: false),
        new(Argo, "v1alpha1", "workflowtemplates", "WorkflowTemplate", BlindUpdate: false),
    ];

    /// <summary>Whether the kind is defined by a CustomResourceDefinition.</summary>
    public bool IsCustom => Group == Argo;

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>As messages name the resource: <c>workflows.argoproj.io</c>.</summary>
    public string QualifiedPlural => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>As messages name the kind: <c>Workflow.argoproj.io</c>.</summary>
    public string QualifiedKind => Group.Length == 0 ? Kind : $"{Kind}.{Group}";

    public static ApiKind? Find(ApiRequest request) => All.FirstOrDefault(kind =>
        kind.Group == request.Group && kind.Version == request.Version && kind.Plural == request.Resource);
}
