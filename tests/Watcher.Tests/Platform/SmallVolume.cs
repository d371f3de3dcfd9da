using System.Diagnostics;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Platform;

/// <summary>A volume of 16 kB, for what happens when it is full or read-only.</summary>
internal sealed class SmallVolume : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SmallVolume()
    {
        if (Run("mount", "-t", "tmpfs", "-o", "size=16k", "none", folder.Path) == 0)
            return;
        folder.Dispose();
        Assert.Skip("this user may not mount a volume");
    }

    public string this[string name] => folder[name];

    public string[] Names =>
        [.. Directory.EnumerateFileSystemEntries(folder.Path).Select(path => Path.GetFileName(path))];

    public void MakeReadOnly() => Assert.Equal(0, Run("mount", "-o", "remount,ro", folder.Path));

    public void Dispose()
    {
        Assert.Equal(0, Run("umount", folder.Path));
        folder.Dispose();
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
