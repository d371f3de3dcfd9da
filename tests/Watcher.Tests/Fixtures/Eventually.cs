namespace OfoWatcher.Tests.Fixtures;

/// <summary>Waits for what another process will do, unless the test is called off; fails the test if it never does.</summary>
internal static class Eventually
{
    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(condition, () => what);

    public static Task TrueAsync(Func<Task<bool>> condition, string what) => TrueAsync(condition, () => what);

    /// <inheritdoc cref="TrueAsync(Func{Task{bool}}, Func{string})"/>
    public static Task TrueAsync(Func<bool> condition, Func<string> what) =>
        TrueAsync(() => Task.FromResult(condition()), what);

    /// <param name="what">Asked when it failed, so that it can tell how things stand then.</param>
    public static Task TrueAsync(Func<Task<bool>> condition, Func<string> what) =>
        Poll.UntilAsync(condition, what, TestContext.Current.CancellationToken);
}
