namespace OfoWatcher.Tests.Fixtures;

/// <summary>
/// Waits for what another process will do. The deadline is far beyond what even a busy machine needs: it is there for
/// a test that fails to end, and says nothing about speed.
/// </summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(condition, () => what);

    public static Task TrueAsync(Func<Task<bool>> condition, string what) => TrueAsync(condition, () => what);

    public static Task TrueAsync(Func<bool> condition, Func<string> what) =>
        TrueAsync(() => Task.FromResult(condition()), what);

    /// <param name="what">Asked when it failed, so that it can tell how things stand then.</param>
    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Deadline)
                Assert.Fail($"After {Deadline} still not true: {what()}");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
