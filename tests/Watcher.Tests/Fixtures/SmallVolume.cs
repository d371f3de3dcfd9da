using System.Diagnostics;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>A volume of its own that can be filled up or made read-only; needs the right to mount.</summary>
internal sealed class SmallVolume : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private SmallVolume()
    {
    }

    public string Path => folder.Path;

    public string this[string name] => folder[name];

    /// <summary>The names of all that lies in it.</summary>
    public IEnumerable<string> Names =>
        Directory.EnumerateFileSystemEntries(Path).Select(path => System.IO.Path.GetFileName(path));

    /// <summary>Mounts 64 KiB of memory; where that is not permitted the test is skipped.</summary>
    public static SmallVolume Mount()
    {
        var volume = new SmallVolume();
        if (Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", volume.Path) is { } refusal)
        {
            volume.folder.Dispose();
            Assert.Skip($"A volume cannot be mounted here: {refusal}");
        }

        return volume;
    }

    public void MakeReadOnly() => Assert.Null(Run("mount", "-o", "remount,ro", Path));

    public void MakeWritable() => Assert.Null(Run("mount", "-o", "remount,rw", Path));

    /// <summary>Leaves no room for a single byte more.</summary>
    public void Fill()
    {
        using var file = File.Create(System.IO.Path.Combine(Path, "filling"), bufferSize: 0);
        var page = new byte[4096];
        Assert.Throws<IOException>((Action)(() =>
        {
            while (true)
                file.Write(page);
        }));
    }

    public void Dispose()
    {
        Assert.Null(Run("umount", "--lazy", Path));
        folder.Dispose();
    }

    // Null when it went well.
    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using var process =
                Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : error.Trim();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return e.Message;
        }
    }
}
