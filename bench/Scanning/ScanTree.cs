using System.Globalization;

namespace OfoWatcher.Bench.Scanning;

/// <summary>A share full of projects. The files have a size and no content, since a scan never opens one.</summary>
internal static class ScanTree
{
    public static void Make(string root, int projects, int files, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { CancellationToken = cancellationToken };
        Parallel.For(0, projects, options, project =>
        {
            var folder = Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"survey_{project:D5}"));
            Directory.CreateDirectory(folder);
            for (var file = 1; file <= files; file++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"DJI_{file:D4}.JPG"));
                using var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
                RandomAccess.SetLength(handle, 8_000_000 + project + file);
            }
        });
    }
}
