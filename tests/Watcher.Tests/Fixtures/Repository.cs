namespace OfoWatcher.Tests.Fixtures;

/// <summary>The clone that the tests were built in.</summary>
internal static class Repository
{
    private const string Mark = "OfoWatcher.sln";

    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, Mark)))
                return at.FullName;
        }

        throw new DirectoryNotFoundException($"No folder above {folder} holds {Mark}.");
    }
}
