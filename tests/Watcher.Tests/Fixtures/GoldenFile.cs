using System.Runtime.CompilerServices;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>
/// Files that others read must not change by accident: each case is a file under <c>Golden/</c>. A change that is meant
/// is taken over by running the tests with <c>OFO_UPDATE_GOLDEN=1</c> and looking at the difference.
/// </summary>
internal static class GoldenFile
{
    /// <param name="name">The file's path under <c>Golden/</c>.</param>
    /// <param name="actual">What the program wrote.</param>
    /// <param name="thisFile">Where this source lies, filled in by the compiler.</param>
    public static void Check(string name, string actual, [CallerFilePath] string thisFile = "")
    {
        var root = Path.GetDirectoryName(thisFile)!;
        while (!File.Exists(Path.Combine(root, "Watcher.Tests.csproj")))
        {
            root = Path.GetDirectoryName(root)
                ?? throw new IOException($"The sources of the tests are not at {thisFile}.");
        }

        var path = Path.Combine(root, "Golden", name);
        if (Environment.GetEnvironmentVariable("OFO_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"{path} is missing: run the tests with OFO_UPDATE_GOLDEN=1");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
