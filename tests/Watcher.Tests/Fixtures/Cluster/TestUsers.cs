namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>Those whom a test cluster knows. A token is the user's name with an ending.</summary>
internal static class TestUsers
{
    /// <summary>May do everything.</summary>
    public const string Admin = "admin";

    /// <summary>Has the watcher's Role in each namespace that a test makes, and nothing else.</summary>
    public const string Watcher = "watcher";

    /// <summary>Is known, and has no rights.</summary>
    public const string Nobody = "nobody";

    /// <summary>The group whose members may do everything.</summary>
    public const string Masters = "system:masters";

    private const string Ending = "-token";

    public static IReadOnlyList<string> All { get; } = [Admin, Watcher, Nobody];

    public static string TokenOf(string user) => user + Ending;

    /// <summary>Whose token it is; null for one that nobody was given.</summary>
    public static string? OfToken(string token) => All.FirstOrDefault(user => TokenOf(user) == token);
}
