namespace OfoWatcher.Workflows.Argo;

/// <summary>Says in plain words what a run waits for that is going and yet not getting on.</summary>
internal static class WaitWords
{
    /// <summary>The key of the semaphore of licences in the ConfigMap of limits, see deploy/limits.yaml.</summary>
    public const string Licences = "metashape-licenses";

    /// <summary>Empty when it waits for nothing, or when something else of it goes on.</summary>
    public static string Of(IReadOnlyList<StepNodes> steps) =>
        steps.Any(step => step.LastTry?.Phase == "Running")
            ? ""
            : steps.Where(step => !step.HasEnded).Select(Of).FirstOrDefault(words => words.Length > 0, "");

    private static string Of(StepNodes step)
    {
        var waiting = step.LastTry is { Phase: "Pending" } pod ? pod : step.Main;
        var message = waiting.Message ?? "";
        if (waiting.AwaitedLock is { } awaited && waiting.Phase == "Pending")
            return OfLock(awaited);
        if (step.LastTry is { HasFailed: true })
            return $"{step.Name} ended badly; after a pause it is tried again, if that may help";
        return message switch
        {
            _ when ArgoMessages.Missing(message) is { } thing => $"waits: the {thing}, which {step.Name} needs, is missing",
            _ when ArgoMessages.IsImageFault(message) => $"waits: the image of {step.Name} cannot be pulled",
            _ when ArgoMessages.IsShortOfGpu(message) => "waits for a GPU",
            _ when ArgoMessages.IsUnschedulable(message) => "waits for a free node",
            _ => "",
        };
    }

    /// <param name="name">As Argo names a semaphore: the namespace, the ConfigMap and the key, with slashes between.</param>
    private static string OfLock(string name) => name[(name.LastIndexOf('/') + 1)..] switch
    {
        Licences => "waits for a Metashape licence",
        "gpu-steps" => "waits for a GPU",
        "cpu-steps" => "waits for its turn among the steps without a GPU",
        var other => $"waits for {other}",
    };
}
