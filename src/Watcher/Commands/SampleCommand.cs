using System.CommandLine;
using OfoWatcher.Sample;

namespace OfoWatcher.Commands;

/// <summary>
/// <c>sample DIR</c>: writes a generated drone survey. Exit code 0 when it is written, 1 when it cannot be, 2 for
/// values that make no survey.
/// </summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        var arguments = new SampleArguments();
        var command = new Command(
            "sample", "Write a generated drone survey: photos for trying and loading the watcher");
        arguments.AddTo(command);
        command.SetAction((result, cancellationToken) => RunAsync(
            arguments.SpecOf(result.CommandResult),
            result.GetRequiredValue(arguments.Folder),
            result.InvocationConfiguration.Output,
            result.InvocationConfiguration.Error,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        SampleSpec spec, string folder, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (spec.Faults() is { Count: > 0 } faults)
        {
            await error.WriteLineAsync("sample: " + string.Join("; ", faults));
            return ExitCode.WrongSettings;
        }

        try
        {
            var written = await ProgressDisplay.ShowAsync("Writing photos", output, progress =>
                SampleSurvey.WriteAsync(spec, folder, new Portion(progress, spec.Photos), cancellationToken));
            await output.WriteLineAsync($"{written} photos in {folder}; the truth in {GroundTruth.PathFor(folder)}");
            return ExitCode.Good;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync("sample: " + e.Message);
            return ExitCode.Failed;
        }
    }
}
