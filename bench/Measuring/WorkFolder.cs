namespace OfoWatcher.Bench.Measuring;

/// <summary>A benchmark's files, in the folder for temporary files (<c>TMPDIR</c>); removed at the end.</summary>
internal sealed class WorkFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ofo-watcher-bench-").FullName;

    /// <summary>Makes a folder in it.</summary>
    public string Make(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
