using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace OfoWatcher.Workflows.Argo;

/// <summary>The labels and annotations by which a Workflow is known.</summary>
internal static partial class WorkflowLabels
{
    public const string ManagedBy = "app.kubernetes.io/managed-by";
    public const string Instance = "app.kubernetes.io/instance";

    /// <summary>The value of <see cref="ManagedBy"/>.</summary>
    public const string Manager = "ofo-watcher";

    public const string Project = "watcher.openforestobservatory.org/project";
    public const string Revision = "watcher.openforestobservatory.org/revision";
    public const string Attempt = "watcher.openforestobservatory.org/attempt";

    /// <summary>The run's name, which is the Workflow's too, unless an operator resubmitted it.</summary>
    public const string Run = "watcher.openforestobservatory.org/run";

    /// <summary>Of a Workflow that follows a run: that run's name. It is no run itself.</summary>
    public const string Follows = "watcher.openforestobservatory.org/follows";

    /// <summary>An annotation: the project's name as it is, which a label may not be able to hold.</summary>
    public const string ProjectName = "watcher.openforestobservatory.org/project-name";

    /// <summary>Kept by Argo: the phase.</summary>
    public const string Phase = "workflows.argoproj.io/phase";

    /// <summary>Kept by Argo: "true" once the Workflow has ended; taken away again by <c>argo retry</c>.</summary>
    public const string Completed = "workflows.argoproj.io/completed";

    /// <summary>Of a pod, kept by Argo: the name of the Workflow it belongs to.</summary>
    public const string Workflow = "workflows.argoproj.io/workflow";

    private const int LongestValue = 63;
    private const int HashDigits = 10;

    /// <summary>Selects the Workflows of a watcher.</summary>
    public static string Selector(string instance) => $"{ManagedBy}={Manager},{Instance}={instance}";

    /// <summary>
    /// A text as a label's value: itself where that is allowed, else what is allowed of it with a hash that keeps it
    /// apart from others.
    /// </summary>
    public static string ValueOf(string text)
    {
        if (text.Length <= LongestValue && Value().IsMatch(text))
            return text;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashDigits];
        var plain = Forbidden().Replace(text, "-").Trim('-', '_', '.');
        var start = plain[..Math.Min(plain.Length, LongestValue - HashDigits - 1)];
        return start.Length > 0 ? $"{start}-{hash}" : hash;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?\z")]
    private static partial Regex Value();

    [GeneratedRegex("[^-A-Za-z0-9_.]")]
    private static partial Regex Forbidden();
}
