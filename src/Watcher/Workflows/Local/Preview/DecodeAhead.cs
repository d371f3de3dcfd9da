using OfoWatcher.Survey.Photos;
using SkiaSharp;

namespace OfoWatcher.Workflows.Local.Preview;

/// <summary>
/// Decodes photos in their order, a few ahead of whoever takes them: as many as there are processors.
/// </summary>
internal sealed class DecodeAhead(
    IReadOnlyList<PlacedPhoto> photos, double resolution, CancellationToken cancellationToken)
    : IAsyncDisposable
{
    private readonly Queue<Task<SKImage>> running = new();
    private int next;

    /// <summary>The next photo's picture, which the caller owns.</summary>
    /// <exception cref="UnreadablePhotoException">The photo's picture data are damaged; the next one can be
    /// asked for.</exception>
    public Task<SKImage> NextAsync()
    {
        while (next < photos.Count && running.Count < Environment.ProcessorCount)
            Start(photos[next++]);
        return running.Dequeue();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var task in running)
        {
            // Pictures that nobody takes any more; what was wrong with them does not matter any more either.
            await task.ContinueWith(
                t => { if (t.IsCompletedSuccessfully) t.Result.Dispose(); },
                CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private void Start(PlacedPhoto photo) => running.Enqueue(Task.Run(
        () => PhotoPixels.Decode(photo.Photo.File, photo.GroundSampleDistance / resolution), cancellationToken));
}
