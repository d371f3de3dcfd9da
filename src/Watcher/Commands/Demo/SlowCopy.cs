namespace OfoWatcher.Commands.Demo;

/// <summary>
/// Copies a folder as a pilot's rsync over a thin line does: file by file, each under a temporary name first.
/// </summary>
internal static class SlowCopy
{
    private static readonly TimeSpan PerFile = TimeSpan.FromMilliseconds(500);

    public static async Task RunAsync(string from, string to, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            var temporary = Path.Combine(to, $".{name}.a1B2c3");
            File.Copy(file, temporary, overwrite: true);
            await Task.Delay(PerFile, time, cancellationToken);
            File.Move(temporary, Path.Combine(to, name), overwrite: true);
        }
    }
}
