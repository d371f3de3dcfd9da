namespace OfoWatcher.Tests.Fixtures;

/// <summary>
/// Real photos that do not belong to the project: in the folder that <c>OFO_TEST_IMAGERY</c> names, or in
/// <c>shared/imagery</c> beside the repository or beside one of the folders above it.
/// </summary>
internal static class RealImagery
{
    /// <summary>The folder of a set of photos; skips the test, with the reason, where there is none.</summary>
    public static string Folder(string set)
    {
        var folder = Candidates().Select(c => Path.Combine(c, set)).FirstOrDefault(Directory.Exists);
        Assert.SkipWhen(
            folder is null, $"no real photos: {set} is neither under OFO_TEST_IMAGERY nor in ../shared/imagery");
        return folder!;
    }

    /// <summary>All JPEGs of all sets; skips the test, with the reason, where there is none.</summary>
    public static IReadOnlyList<string> AllPhotos()
    {
        var folder = Candidates().FirstOrDefault(Directory.Exists);
        Assert.SkipWhen(
            folder is null, "no real photos: neither is OFO_TEST_IMAGERY set nor is there ../shared/imagery");
        return [.. Directory.EnumerateFiles(folder!, "*.JPG", SearchOption.AllDirectories)];
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("OFO_TEST_IMAGERY") is { Length: > 0 } named)
            yield return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, "shared", "imagery");
    }
}
