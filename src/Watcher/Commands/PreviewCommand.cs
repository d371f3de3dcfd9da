using System.CommandLine;
using System.Globalization;
using OfoWatcher.Workflows.Local.Preview;

namespace OfoWatcher.Commands;

/// <summary>
/// <c>preview FOLDER</c>: lays a folder's photos out as a draft orthomosaic. Exit code 0 when it is written, 1 when it
/// cannot be made.
/// </summary>
internal static class PreviewCommand
{
    private static readonly Argument<string> Folder = new("FOLDER")
    {
        Description = "Folder of photos (.jpg, .JPG), read with its subfolders",
    };

    private static readonly Option<string?> Output = new("--output")
    {
        Description = "Folder for the results, made when it is absent [default: the current folder]",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Name = new("--name")
    {
        Description = "Start of the results' names [default: the folder's name]",
        HelpName = "NAME",
    };

    private static readonly Option<int> Size = new("--size")
    {
        Description = $"Longest side of the picture in pixels, {PreviewSpec.LeastSize} to {PreviewSpec.LargestSize}",
        HelpName = "PX",
        DefaultValueFactory = _ => 8192,
    };

    private static readonly Option<double> AssumedHeight = new("--assumed-height")
    {
        Description = "Height above the ground in metres for surveys whose photos tell none, 1 to 10000",
        HelpName = "M",
        DefaultValueFactory = _ => 100,
    };

    public static Command Create()
    {
        Name.Validators.Add(result =>
        {
            if (result.GetValue(Name) is "" or "." or ".." || result.GetValue(Name)?.Contains('/') == true)
                result.AddError("--name must be a file's name");
        });
        Refuse(
            Size, size => size is < PreviewSpec.LeastSize or > PreviewSpec.LargestSize,
            $"--size must be from {PreviewSpec.LeastSize} to {PreviewSpec.LargestSize}");
        Refuse(AssumedHeight, height => height is not (>= 1 and <= 10_000), "--assumed-height must be from 1 to 10000");
        var command = new Command("preview", "Lay a folder's photos out by their GPS positions as a draft orthomosaic")
        {
            Folder, Output, Name, Size, AssumedHeight,
        };
        command.SetAction((result, cancellationToken) => RunAsync(
            SpecOf(result),
            result.InvocationConfiguration.Output,
            result.InvocationConfiguration.Error,
            cancellationToken));
        return command;
    }

    // The word itself is looked at: asking for the value throws when it is no number, which the library tells by itself.
    private static void Refuse<T>(Option<T> option, Func<T, bool> isWrong, string message)
        where T : IParsable<T> =>
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1
                && T.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value)
                && isWrong(value))
                result.AddError(message);
        });

    private static PreviewSpec SpecOf(ParseResult result)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(result.GetRequiredValue(Folder)));
        return new PreviewSpec
        {
            Photos = folder,
            Output = Path.GetFullPath(result.GetValue(Output) ?? "."),
            Name = result.GetValue(Name) ?? Path.GetFileName(folder),
            Size = result.GetValue(Size),
            AssumedHeight = result.GetValue(AssumedHeight),
        };
    }

    private static async Task<int> RunAsync(
        PreviewSpec spec, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            var summary = await ProgressDisplay.ShowAsync("Laying out photos", output, progress =>
                DraftOrthomosaic.MakeAsync(spec, progress, cancellationToken));
            await output.WriteLineAsync(Describe(spec, summary));
            return ExitCode.Good;
        }
        catch (Exception e) when (e is PreviewImpossibleException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync("preview: " + e.Message);
            return ExitCode.Failed;
        }
    }

    private static string Describe(PreviewSpec spec, PreviewSummary summary)
    {
        var picture = FormattableString.Invariant(
            $"{summary.Width} x {summary.Height} px of {100 * summary.GroundResolution:0.0} cm, EPSG:{summary.Epsg}");
        var photos = FormattableString.Invariant($"{summary.PhotosUsed} of {summary.PhotosFound} photos used");
        var others = FormattableString.Invariant(
            $"{summary.WithoutPosition} without GPS, {summary.Unreadable} unreadable, {summary.OtherwiseLeftOut} more");
        return $"{Path.Combine(spec.Output, spec.Name)}_preview.jpg: {picture}\n{photos}; left out: {others}";
    }
}
