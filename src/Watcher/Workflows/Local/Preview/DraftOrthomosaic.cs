using OfoWatcher.Platform;
using OfoWatcher.Survey;
using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Workflows.Local.Preview;

/// <summary>
/// Lays the photos of a folder out by their position, height, heading and camera as a draft orthomosaic. It takes the
/// ground for flat and the metadata for true; nothing is matched, so it is ready in the time of reading the photos.
/// </summary>
internal static class DraftOrthomosaic
{
    // Parts of the progress: reading the metadata of a photo takes a tenth of the time of drawing it.
    private const double ReadingPart = 0.1;

    /// <summary>
    /// Makes the draft and writes <c>NAME_preview.jpg</c> with its .jgw and .prj, <c>NAME_footprints.geojson</c>, and
    /// last <c>NAME_preview.json</c>, each under a temporary name until it is whole. Photos that cannot be used are
    /// left out and counted.
    /// </summary>
    /// <param name="progress">Hears the finished part, 0 to 1.</param>
    /// <exception cref="PreviewImpossibleException">No photo can be used.</exception>
    /// <exception cref="IOException">The folder cannot be read or the output not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">
    /// The folder may not be read or the output not be written.
    /// </exception>
    public static async Task<PreviewSummary> MakeAsync(
        PreviewSpec spec, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var paths = PhotoFolder.List(spec.Photos);
        if (paths.Count == 0)
            throw new PreviewImpossibleException($"{spec.Photos} holds no photos (.jpg or .JPG)");

        var leftOut = new List<LeftOut>();
        var photos = ReadAll(paths, leftOut, progress, cancellationToken);
        if (photos.Count == 0)
            throw new PreviewImpossibleException(
                $"none of the {paths.Count} photos can be read; the first: {leftOut[0].Detail}");

        var layout = new PhotoLayout(photos, spec.AssumedHeight);
        leftOut.AddRange(layout.LeftOut);
        var frame = MapFrame.Around(layout.Placed, spec.Size);
        using var canvas = new MosaicCanvas(frame);
        var drawn = await DrawAllAsync(layout.Placed, canvas, frame, leftOut, progress, cancellationToken);
        if (drawn.Count == 0)
            throw new PreviewImpossibleException(
                $"the picture data of all {layout.Placed.Count} photos with a GPS position are damaged");

        var relative = leftOut.ConvertAll(l => l with { File = Path.GetRelativePath(spec.Photos, l.File) });
        var summary = PreviewSummary.Of(drawn, relative, layout, frame);
        Write(spec, canvas, frame, layout.Projection, drawn, summary);
        progress?.Report(1);
        return summary;
    }

    private static List<Photo> ReadAll(
        IReadOnlyList<string> paths,
        List<LeftOut> leftOut,
        IProgress<double>? progress,
        CancellationToken cancellationToken)
    {
        var photos = new List<Photo>(paths.Count);
        for (var i = 0; i < paths.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                photos.Add(PhotoReader.Read(paths[i]));
            }
            catch (UnreadablePhotoException e)
            {
                leftOut.Add(new LeftOut(e.File, LeftOutReason.Unreadable, e.Reason));
            }

            progress?.Report(ReadingPart * (i + 1) / paths.Count);
        }

        return photos;
    }

    // Photos are decoded ahead on all processors but drawn in their order, so that the same folder gives the same
    // picture.
    private static async Task<List<PlacedPhoto>> DrawAllAsync(
        IReadOnlyList<PlacedPhoto> photos, MosaicCanvas canvas, MapFrame frame, List<LeftOut> leftOut,
        IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var cells = MosaicCells.Of(photos);
        var drawn = new List<PlacedPhoto>(photos.Count);
        await using var pictures = new DecodeAhead(photos, frame.Resolution, cancellationToken);
        for (var i = 0; i < photos.Count; i++)
        {
            try
            {
                using var pixels = await pictures.NextAsync();
                canvas.Draw(photos[i], pixels, cells[i]);
                drawn.Add(photos[i]);
            }
            catch (UnreadablePhotoException e)
            {
                leftOut.Add(new LeftOut(e.File, LeftOutReason.Unreadable, e.Reason));
            }

            progress?.Report(ReadingPart + (1 - ReadingPart) * (i + 1) / (photos.Count + 1));
        }

        return drawn;
    }

    private static void Write(
        PreviewSpec spec, MosaicCanvas canvas, MapFrame frame, UtmProjection projection, List<PlacedPhoto> drawn,
        PreviewSummary summary)
    {
        Directory.CreateDirectory(spec.Output);
        var start = Path.Combine(spec.Output, spec.Name);
        canvas.Write(start + "_preview.jpg");
        AtomicFile.WriteText(start + "_preview.jgw", frame.ToWorldFile());
        AtomicFile.WriteText(start + "_preview.prj", MapFrame.ToWellKnownText(projection) + "\n");
        AtomicFile.Write(start + "_footprints.geojson", FootprintCollection.Write(drawn, projection, spec.Photos));
        summary.Write(start + "_preview.json");
    }
}
