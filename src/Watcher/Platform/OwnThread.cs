namespace OfoWatcher.Platform;

/// <summary>
/// Work on a thread of its own, for what may hang in the kernel: it cannot be ended then, and must take no thread that
/// others wait for.
/// </summary>
internal static class OwnThread
{
    /// <summary>Begins some work.</summary>
    /// <param name="name">The thread's name, for whoever looks at the process.</param>
    /// <returns>What comes of it; never completed where it hangs. The program's end does not wait for it.</returns>
    public static Task<T> Run<T>(string name, Func<T> work)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                completion.SetResult(work());
            }
            catch (Exception e)
            {
                completion.SetException(e);
            }
        })
        { IsBackground = true, Name = name }.Start();
        return completion.Task;
    }
}
