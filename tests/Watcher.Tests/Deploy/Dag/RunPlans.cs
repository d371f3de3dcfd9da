using OfoWatcher.Metashape;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Tests.Deploy.Dag;

/// <summary>What a run may be asked to do: each step off, on processors or on a GPU, as far as it can be.</summary>
internal sealed record RunPlans(IReadOnlyDictionary<string, string> Parameters)
{
    private static readonly string[] AlwaysOn = ["setup", "finalize"];

    private static readonly string[] Uploads = ["", "bucket/folder"];

    /// <summary>All that a configuration may ask for, each with an upload and without.</summary>
    public static IEnumerable<RunPlans> All()
    {
        IEnumerable<IReadOnlyList<string>> plans = [[]];
        foreach (var step in ProcessingStep.All)
            plans = plans.SelectMany(
                plan => ChoicesOf(step).Select(choice => (IReadOnlyList<string>)[.. plan, choice]));
        return plans.SelectMany(plan => Uploads.Select(to => Of(plan, to)));
    }

    /// <summary>The tasks whose pods run when nothing fails, in order.</summary>
    public IEnumerable<string> Pods
    {
        get
        {
            foreach (var step in ProcessingStep.All)
            {
                var name = StepParameters.NameOf(step.Name);
                if (Parameters[name] != StepParameters.Off)
                    yield return step.Gpu == GpuUse.Switchable ? $"{name}-{Parameters[name]}" : name;
            }

            if (Parameters["upload-to"].Length > 0)
                yield return "upload";
        }
    }

    public override string ToString() => string.Join(' ', Parameters.Select(pair => $"{pair.Key}={pair.Value}"));

    private static RunPlans Of(IReadOnlyList<string> plan, string uploadTo) => new(
        ProcessingStep.All.Zip(plan)
            .Select(pair => KeyValuePair.Create(StepParameters.NameOf(pair.First.Name), pair.Second))
            .Append(KeyValuePair.Create("upload-to", uploadTo)).ToDictionary());

    private static string[] ChoicesOf(ProcessingStep step) => step.Gpu switch
    {
        _ when AlwaysOn.Contains(step.Name) => [StepParameters.Cpu],
        GpuUse.Never => [StepParameters.Off, StepParameters.Cpu],
        GpuUse.Switchable => [StepParameters.Off, StepParameters.Cpu, StepParameters.Gpu],
        _ => [StepParameters.Off, StepParameters.Gpu],
    };
}
