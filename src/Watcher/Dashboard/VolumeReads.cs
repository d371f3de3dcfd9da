using System.Diagnostics.CodeAnalysis;
using OfoWatcher.Platform;

namespace OfoWatcher.Dashboard;

/// <summary>
/// Reads volumes for those who ask over the network: each read on a thread of its own, a few at once, and none waited for
/// longer than <see cref="Deadline"/>. A volume that hangs keeps those few threads and holds up nothing else.
/// </summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "A read that hangs gives its turn back at any time, also after the program's end.")]
internal sealed class VolumeReads(TimeProvider time)
{
    /// <summary>The most reads at once.</summary>
    public const int Most = 8;

    /// <summary>For how long a read is waited for, its turn included.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim turns = new(Most);

    /// <summary>Reads what <paramref name="read"/> reads, which may go on when nobody waits for it any more.</summary>
    /// <exception cref="TimeoutException">The volume gives no answer.</exception>
    /// <exception cref="OperationCanceledException">Whoever asked does not want it any more.</exception>
    public async Task<T> RunAsync<T>(Func<T> read, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        Task<T>? reading = null;
        try
        {
            await turns.WaitAsync(ends.Token);
            reading = Start(read);
            return await reading.WaitAsync(ends.Token);
        }
        catch (OperationCanceledException)
        {
            _ = ForgetAsync(reading);
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"the volume gave no answer for {Words.Time(Deadline)}");
        }
    }

    /// <summary>Closes a file, which may hang as well: nobody waits for it.</summary>
    public static void Close(IDisposable file) =>
        new Thread(file.Dispose) { IsBackground = true, Name = "close file" }.Start();

    // A file that was opened for somebody who had gone must not stay open, nor be closed by the finalizers' thread.
    private static async Task ForgetAsync<T>(Task<T>? reading)
    {
        try
        {
            if (reading is not null && await reading is IDisposable file)
                Close(file);
        }
        catch (Exception)
        {
            return; // Nobody is there to be told.
        }
    }

    private Task<T> Start<T>(Func<T> read) => OwnThread.Run("read volume", () =>
    {
        try
        {
            return read();
        }
        finally
        {
            turns.Release();
        }
    });
}
