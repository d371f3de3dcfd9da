using OfoWatcher.Sample;

namespace OfoWatcher.Commands.Demo;

/// <summary>The folders of the demonstration, with three generated surveys on the drone's card.</summary>
internal sealed class DemoShare(string folder)
{
    public const string Good = "greasewood-flat";
    public const string Broken = "broken-card";
    public const string Slow = "slow-upload";

    /// <summary>All projects of the demonstration.</summary>
    public static readonly IReadOnlyList<string> Projects = [Good, Broken, Slow];

    /// <summary>How many photos are made.</summary>
    public static int Photos => Surveys.Sum(survey => survey.Spec.Photos);

    public string Folder => folder;

    /// <summary>Where a pilot copies photos to.</summary>
    public string Input => Path.Combine(folder, "share");

    public string Output => Path.Combine(folder, "results");

    public string Log => Path.Combine(folder, "watcher.log");

    /// <summary>Where the surveys are before they are uploaded.</summary>
    public string Card => Path.Combine(folder, "drone-card");

    /// <exception cref="IOException">Something lies in the folder, or its name is that of a file.</exception>
    public void RefuseUnlessEmpty()
    {
        if (File.Exists(folder))
            throw new IOException($"{folder} is a file: name a folder by --folder.");
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new IOException($"{folder} is not empty: name another folder by --folder.");
    }

    /// <summary>Generates the surveys, and uploads the two that are whole before the watcher starts.</summary>
    /// <param name="photosWritten">Told the number of photos made so far.</param>
    /// <returns>The number of photos made.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task<int> PrepareAsync(IProgress<int> photosWritten, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Input);
        Directory.CreateDirectory(Output);
        var made = 0;
        foreach (var (project, spec) in Surveys)
        {
            var before = made;
            var counter = new Relay(written => photosWritten.Report(before + written));
            made += await SampleSurvey.WriteAsync(spec, Path.Combine(Card, project), counter, cancellationToken);
        }

        var misnamed = Path.Combine(Card, Broken, "DJI_0007");
        File.Move(misnamed + ".JPG", misnamed + ".jpeg");
        Directory.Move(Path.Combine(Card, Good), Path.Combine(Input, Good));
        Directory.Move(Path.Combine(Card, Broken), Path.Combine(Input, Broken));
        return made;
    }

    private static IReadOnlyList<(string Project, SampleSpec Spec)> Surveys =>
    [
        (Good, new SampleSpec { Photos = 40, Width = 1000, Heading = 20, Seed = 1 }),
        (Broken, new SampleSpec
        {
            Photos = 20, Width = 640, Seed = 2, Damage = SampleDamage.CutOff | SampleDamage.ZeroBytes,
        }),
        (Slow, new SampleSpec { Photos = 30, Width = 800, Heading = 110, Seed = 3 }),
    ];

    private sealed class Relay(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
