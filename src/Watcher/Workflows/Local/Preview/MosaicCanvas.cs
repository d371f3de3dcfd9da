using OfoWatcher.Platform;
using OfoWatcher.Survey;
using SkiaSharp;

namespace OfoWatcher.Workflows.Local.Preview;

/// <summary>The picture of the draft orthomosaic, onto which photos are drawn one after another.</summary>
internal sealed class MosaicCanvas : IDisposable
{
    private const int Quality = 88;

    private readonly MapFrame frame;
    private readonly SKBitmap bitmap;
    private readonly SKCanvas canvas;

    /// <exception cref="PreviewImpossibleException">There is not enough memory for a picture of this size.</exception>
    public MosaicCanvas(MapFrame frame)
    {
        this.frame = frame;
        bitmap = new SKBitmap();
        if (!bitmap.TryAllocPixels(
            new SKImageInfo(frame.Width, frame.Height, SKColorType.Rgba8888, SKAlphaType.Premul)))
        {
            bitmap.Dispose();
            throw new PreviewImpossibleException(
                $"not enough memory for a picture of {frame.Width} × {frame.Height} pixels");
        }

        canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.Transparent);
    }

    /// <summary>
    /// Draws a photo: below all others in its whole footprint, so that no ground which any photo shows stays empty, and
    /// above all others in its cell.
    /// </summary>
    public void Draw(PlacedPhoto photo, SKImage pixels, IReadOnlyList<GroundPoint> cell)
    {
        var matrix = MatrixOf(photo, pixels);
        // Only a picture much finer than the canvas needs the mean of many pixels: below the smallest scale of
        // decoding.
        var pixelOnGround = photo.GroundSampleDistance * photo.Photo.Width / pixels.Width;
        var sampling = pixelOnGround < frame.Resolution / 2
            ? new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)
            : new SKSamplingOptions(SKFilterMode.Linear);
        Draw(pixels, matrix, photo.Footprint.Corners, SKBlendMode.DstOver, sampling);
        if (cell.Count > 0)
            Draw(pixels, matrix, cell, SKBlendMode.SrcOver, sampling);
    }

    /// <summary>
    /// Writes the picture as JPEG, white where no photo shows the ground. It is not to be drawn on after that.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path)
    {
        canvas.DrawColor(SKColors.White, SKBlendMode.DstOver);
        canvas.Flush();
        using var pixels = bitmap.PeekPixels();
        using var encoded = pixels?.Encode(new SKJpegEncoderOptions(Quality))
            ?? throw new IOException("the picture cannot be encoded as JPEG");
        AtomicFile.Write(path, encoded.AsSpan());
    }

    public void Dispose()
    {
        canvas.Dispose();
        bitmap.Dispose();
    }

    private void Draw(
        SKImage pixels,
        in SKMatrix matrix,
        IReadOnlyList<GroundPoint> part,
        SKBlendMode mode,
        SKSamplingOptions sampling)
    {
        using var outline = new SKPathBuilder();
        outline.AddPoly([.. part.Select(ToPixels)], close: true);
        using var path = outline.Detach();
        using var paint = new SKPaint { BlendMode = mode };
        canvas.Save();
        // Seams between photos are smoothed. The outer edge is not: half-covered pixels would let what is drawn below
        // later shine through.
        canvas.ClipPath(path, SKClipOperation.Intersect, antialias: mode == SKBlendMode.SrcOver);
        canvas.SetMatrix(matrix);
        canvas.DrawImage(pixels, 0, 0, sampling, paint);
        canvas.Restore();
    }

    private SKPoint ToPixels(GroundPoint point)
    {
        var (x, y) = frame.ToPixels(point);
        return new SKPoint((float)x, (float)y);
    }

    // From the decoded picture to the canvas, put together in double precision: eastings have more digits than a float.
    private SKMatrix MatrixOf(PlacedPhoto photo, SKImage pixels)
    {
        var (east, north, depth) = photo.Mapping.Rows;
        var (scaleX, scaleY) = ((double)photo.Photo.Width / pixels.Width, (double)photo.Photo.Height / pixels.Height);
        var unit = depth.One + depth.X * photo.Photo.Width / 2 + depth.Y * photo.Photo.Height / 2;
        float Across(double ground, double below) => (float)((ground - frame.West * below) / frame.Resolution / unit);
        float Down(double ground, double below) => (float)((frame.North * below - ground) / frame.Resolution / unit);
        return new SKMatrix(
            Across(east.X * scaleX, depth.X * scaleX),
            Across(east.Y * scaleY, depth.Y * scaleY),
            Across(east.One, depth.One),
            Down(north.X * scaleX, depth.X * scaleX),
            Down(north.Y * scaleY, depth.Y * scaleY),
            Down(north.One, depth.One),
            (float)(depth.X * scaleX / unit),
            (float)(depth.Y * scaleY / unit),
            (float)(depth.One / unit));
    }
}
