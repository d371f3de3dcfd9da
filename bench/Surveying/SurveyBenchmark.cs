using System.Globalization;
using OfoWatcher.Bench.Inventory;
using OfoWatcher.Bench.Measuring;
using OfoWatcher.Intake;
using OfoWatcher.Sample;
using OfoWatcher.Validation;

namespace OfoWatcher.Bench.Surveying;

/// <summary>Metadata and completeness of a survey's photos, held against exiftool on the same folder.</summary>
internal sealed class SurveyBenchmark : IBenchmark
{
    private const int Photos = 1000;
    private const int MostPhotos = 20_000;
    private const int Different = 100;
    private const int Width = 1600;
    private const int Rounds = 5;
    private const string Peer = "exec exiftool -q -fast2 -json -r \"$1\" >/dev/null";

    public string Name => "survey";

    public string Description =>
        "Metadata and completeness of 1,000 generated photos of 300 kB (hard links to 100 different files, each opened "
        + "by its own name) against `exiftool -fast2 -json -r`, which reads the metadata only, on the same folder, in "
        + "turn, warm: by the inventory in the benchmark's process, its code already compiled, and by `OfoWatcher "
        + "validate` as a process, published as the image holds it, its start and all its other checks included. Memory "
        + "is the kernel's VmHWM of `OfoWatcher validate` on 1,000 and on 20,000 photos. Bytes read are the kernel's "
        + "count (`rchar` of /proc/self/io).";

    public string? Missing => OnPath("exiftool") ? null : "exiftool is not installed (Debian: libimage-exiftool-perl)";

    public async Task<Outcome> RunAsync(WorkFolder work, CancellationToken cancellationToken)
    {
        if (Missing is { } missing)
            throw new MeasuringException(missing);
        Stage.Tell($"survey: making {Photos} photos, {Width} pixels wide");
        // Not filled up to a size: exiftool would take its time over the filling.
        var folder = await PhotoFolder.MakeAsync(
            work, new SampleSpec { Photos = Different, Width = Width }, Photos, cancellationToken);
        // Not measured: everything is warm, and compiled for good, from here on.
        for (var round = 0; round < 3; round++)
            await TakeAsync(folder, cancellationToken);

        Stage.Tell($"survey: {Rounds} rounds of inventory, validate, exiftool");
        List<double> taken = [], read = [], validated = [], peer = [];
        for (var round = 0; round < Rounds; round++)
        {
            var before = BytesRead();
            taken.Add(await TakeAsync(folder, cancellationToken));
            read.Add((BytesRead() - before) / 1024.0 / Photos);
            validated.Add(await OutsideProgram.TimeShellAsync(
                "exec \"$1\" validate \"$2\" >/dev/null", PublishedWatcher.Program, folder));
            peer.Add(await OutsideProgram.TimeShellAsync(Peer, folder));
        }

        return Judge(
            new("inventory, compiled", "ms", taken),
            new("OfoWatcher validate", "ms", validated),
            new("exiftool", "ms", peer),
            new("read for each photo", "KiB", read),
            await MemoryAsync(work, folder, cancellationToken));
    }

    private static Task<double> TakeAsync(string folder, CancellationToken cancellationToken) =>
        Stage.TimeAsync(() =>
        {
            var inventory = ImageryInventory.Take(
                folder, IntakeOptions.DefaultCompleteMarker, null, null, cancellationToken);
            var known = inventory.Photos.Count(photo =>
                photo is { Fault: null, Metadata: { Position: not null, GimbalPitch: not null, CapturedAt: not null } });
            return known == Photos
                ? Task.CompletedTask
                : throw new MeasuringException($"of {Photos} photos {known} were found whole and told all");
        });

    /// <summary>Peak memory of the whole program on the photos, and on twenty times as many, in turn.</summary>
    private static async Task<(Series Few, Series Many)> MemoryAsync(
        WorkFolder work, string folder, CancellationToken cancellationToken)
    {
        Stage.Tell($"survey: peak memory on {Photos} and {MostPhotos} photos, {Rounds} rounds");
        var large = work.Make("large");
        for (var part = 0; part < MostPhotos / Photos; part++)
        {
            await OutsideProgram.TimeShellAsync(
                "exec cp -rl \"$1\" \"$2\"", folder, Path.Combine(large, part.ToString("00", CultureInfo.InvariantCulture)));
        }

        List<double> few = [], many = [];
        for (var round = 0; round < Rounds; round++)
        {
            few.Add(await PeakAsync(work, folder, cancellationToken));
            many.Add(await PeakAsync(work, large, cancellationToken));
        }

        return (new("peak memory, 1,000 photos", "MB", few), new("peak memory, 20,000 photos", "MB", many));
    }

    // The program names what it looked at, so that what was measured is known to be that.
    private static async Task<double> PeakAsync(WorkFolder work, string folder, CancellationToken cancellationToken)
    {
        var log = Path.Combine(work.Path, "validate.log");
        var count = Directory.EnumerateFiles(folder, "*.JPG", SearchOption.AllDirectories).Count();
        var peak = await PeakMemory.OfProgramAsync(
            PublishedWatcher.Program, ["validate", folder], null, log, cancellationToken);
        return File.ReadAllText(log).Contains($"{count} photos", StringComparison.Ordinal)
            ? peak
            : throw new MeasuringException($"validate did not look at {count} photos: {File.ReadAllText(log)}");
    }

    private static long BytesRead() =>
        long.Parse(File.ReadLines("/proc/self/io").First().Split(' ')[1], CultureInfo.InvariantCulture);

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(path => File.Exists(Path.Combine(path, program)));

    private static Outcome Judge(
        Series taken, Series validated, Series peer, Series read, (Series Few, Series Many) memory)
    {
        var warm = taken.Over(peer, "inventory over exiftool", "x exiftool");
        var whole = validated.Over(peer, "validate over exiftool", "x exiftool");
        var growth = memory.Many.Over(memory.Few, "20,000 photos over 1,000", "x");
        var each = new Series("memory for each photo more", "kB", [.. memory.Many.Values.Zip(
            memory.Few.Values, (many, few) => (many - few) * 1000 / (MostPhotos - Photos))]);
        var summary = FormattableString.Invariant(
            $"{1 / warm.Median:0} x as fast as exiftool compiled, {1 / whole.Median:0.0} x as a process, ")
            + FormattableString.Invariant($"{read.Median:0} KiB/photo, memory {growth.Median:0.00} x for 20 x the photos");
        return new Outcome(
            summary,
            [taken, validated, peer, warm, whole, memory.Few, memory.Many, growth, each, read],
            [
                new Target("inventory over exiftool", warm.Median, 1 / 25.0, "x exiftool"),
                new Target("validate over exiftool", whole.Median, 1 / 8.0, "x exiftool"),
                new Target("memory for each photo more", each.Median, 2, "kB"),
                new Target("read for each photo", read.Max, 256, "KiB"),
            ]);
    }
}
