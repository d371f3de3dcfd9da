namespace OfoWatcher.Tests.Fixtures;

/// <summary>Photographs of real cameras, which lie outside the repository.</summary>
internal static class RealPhotos
{
    /// <summary>All of them; where there are none the test is skipped.</summary>
    public static IReadOnlyList<string> Find()
    {
        var folder = Environment.GetEnvironmentVariable("OFO_TEST_IMAGERY") ?? BesideRepository();
        if (folder is null || !Directory.Exists(folder))
            Assert.Skip("No real photos: set OFO_TEST_IMAGERY to a folder of them, or put them into ../shared/imagery");
        return [.. Directory.EnumerateFiles(folder, "*.JPG", SearchOption.AllDirectories)];
    }

    private static string? BesideRepository()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "OfoWatcher.sln")))
                return Path.Combine(Path.GetDirectoryName(folder)!, "shared", "imagery");
        }

        return null;
    }
}
