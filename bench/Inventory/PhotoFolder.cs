using System.Globalization;
using OfoWatcher.Bench.Measuring;
using OfoWatcher.Sample;

namespace OfoWatcher.Bench.Inventory;

/// <summary>A folder of generated photos, only a few of them different: the others are hard links.</summary>
internal static class PhotoFolder
{
    /// <param name="photos">How many photos the folder shall hold, a multiple of <paramref name="different"/>.</param>
    /// <param name="different">How many of them are files of their own.</param>
    /// <param name="bytes">The least size of each in bytes.</param>
    /// <exception cref="MeasuringException">A photo is smaller, or a link could not be made.</exception>
    public static Task<string> MakeAsync(
        WorkFolder work, int photos, int different, int bytes, CancellationToken cancellationToken) =>
        MakeAsync(work, new SampleSpec { Photos = different, BytesPerPhoto = bytes }, photos, cancellationToken);

    /// <param name="spec">The photos that are files of their own.</param>
    /// <param name="photos">How many photos the folder shall hold, a multiple of those.</param>
    /// <exception cref="MeasuringException">A photo is too small, or a link could not be made.</exception>
    public static async Task<string> MakeAsync(
        WorkFolder work, SampleSpec spec, int photos, CancellationToken cancellationToken)
    {
        var (different, bytes) = (spec.Photos, spec.BytesPerPhoto);
        var originals = work.Make("originals");
        await SampleSurvey.WriteAsync(spec, originals, null, cancellationToken);
        var files = Directory.GetFiles(originals, "*.JPG").Order(StringComparer.Ordinal).ToList();
        if (files.Count != different || files.Any(file => new FileInfo(file).Length < bytes))
            throw new MeasuringException($"the sample has {files.Count} photos, or some below {bytes} bytes");

        var folder = work.Make("survey");
        for (var links = 0; links < photos; links += different)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{100 + links / different}MEDIA");
            var part = Path.Combine(folder, name);
            await OutsideProgram.TimeShellAsync("exec cp -rl \"$1\" \"$2\"", originals, part);
        }

        return folder;
    }
}
