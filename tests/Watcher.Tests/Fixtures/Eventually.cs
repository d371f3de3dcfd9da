namespace OfoWatcher.Tests.Fixtures;

/// <summary>Waits for what another process will do, unless the test is called off; fails the test if it never does.</summary>
internal static class Eventually
{
    public static Task TrueAsync(Func<bool> condition, string what) =>
        TrueAsync(() => Task.FromResult(condition()), what);

    public static Task TrueAsync(Func<Task<bool>> condition, string what) =>
        Poll.UntilAsync(condition, what, TestContext.Current.CancellationToken);
}
