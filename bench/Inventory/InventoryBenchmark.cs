using System.Globalization;
using OfoWatcher.Bench.Measuring;
using OfoWatcher.Intake;
using OfoWatcher.Validation;

namespace OfoWatcher.Bench.Inventory;

/// <summary>The look at every photo of a project, held against reading the photos in full.</summary>
internal sealed class InventoryBenchmark : IBenchmark
{
    private const int Photos = 1000;
    private const int Different = 100;
    private const int BytesEach = 8_000_000;
    private const int Rounds = 5;
    private const string Peer = "cd \"$1\" && exec md5sum -- */*.JPG >/dev/null";
    private const string Floor = "cd \"$1\" && exec cat -- */*.JPG >/dev/null";

    public string Name => "inventory";

    public string Description =>
        "The check that photos arrived whole, and the inventory, of 1,000 generated photos of 8 MB, against "
        + "`md5sum */*.JPG >/dev/null` in the same folder, and `cat`, which only reads, in turn, warm. The photos are "
        + "hard links to 100 different files, so that they take 800 MB of disk and stay in the page cache; "
        + "every one is opened and read by its own name. Bytes read are the kernel's count for the process "
        + "(`rchar` of /proc/self/io).";

    public async Task<Outcome> RunAsync(WorkFolder work, CancellationToken cancellationToken)
    {
        Stage.Tell($"inventory: making {Photos} photos of {BytesEach / 1_000_000} MB");
        var folder = await PhotoFolder.MakeAsync(work, Photos, Different, BytesEach, cancellationToken);
        await TakeAsync(folder, cancellationToken); // Not measured: everything is warm from here on.

        Stage.Tell($"inventory: {Rounds} rounds of inventory, md5sum, cat");
        List<double> taken = [], read = [], peer = [], floor = [];
        for (var round = 0; round < Rounds; round++)
        {
            var before = BytesRead();
            taken.Add(await TakeAsync(folder, cancellationToken));
            read.Add((BytesRead() - before) / 1024.0 / Photos);
            peer.Add(await OutsideProgram.TimeShellAsync(Peer, folder));
            floor.Add(await OutsideProgram.TimeShellAsync(Floor, folder));
        }

        return Judge(
            new("inventory", "ms", taken),
            new("md5sum", "ms", peer),
            new("cat", "ms", floor),
            new("read for each photo", "KiB", read));
    }

    private static Task<double> TakeAsync(string folder, CancellationToken cancellationToken) =>
        Stage.TimeAsync(() =>
        {
            var inventory = ImageryInventory.Take(
                folder, IntakeOptions.DefaultCompleteMarker, null, null, cancellationToken);
            return inventory.Photos.Count == Photos && inventory.Photos.All(photo => photo.Fault is null)
                ? Task.CompletedTask
                : throw new MeasuringException($"{inventory.Photos.Count} photos found");
        });

    private static long BytesRead() =>
        long.Parse(File.ReadLines("/proc/self/io").First().Split(' ')[1], CultureInfo.InvariantCulture);

    private static Outcome Judge(Series taken, Series peer, Series floor, Series read)
    {
        var ratio = taken.Over(peer, "inventory over md5sum", "x md5sum");
        var speed = new Series("speed", "photos/s", [.. taken.Values.Select(time => Photos * 1000 / time)]);
        var summary = FormattableString.Invariant(
            $"{read.Median:0} KiB/photo, {speed.Median:0} photos/s, {ratio.Median:0.000} x md5sum");
        return new Outcome(
            summary,
            [taken, peer, floor, ratio, taken.Over(floor, "inventory over cat", "x cat"), speed, read],
            [new Target("read for each photo", read.Max, 256, "KiB")]);
    }
}
