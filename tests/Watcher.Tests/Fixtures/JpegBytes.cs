using OfoWatcher.Survey.Photos;
using SkiaSharp;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>JPEGs that a test can take apart; noise, where many bytes of few pixels are wanted.</summary>
internal static class JpegBytes
{
    /// <summary>The smallest file that has all that is looked for: start, a frame header, the end.</summary>
    public static readonly byte[] Smallest = [0xFF, 0xD8, 0xFF, 0xC0, 0x00, 0x04, 0x00, 0x00, 0xFF, 0xD9];

    /// <summary>A whole JPEG; at quality 100 about two bytes a pixel.</summary>
    public static byte[] Noise(int width = 64, int height = 64, int seed = 1)
    {
        var random = new Random(seed);
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        var pixels = bitmap.GetPixelSpan();
        random.NextBytes(pixels);
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 100);
        return data.ToArray();
    }

    /// <summary>The same picture with segments of metadata more, right behind the start.</summary>
    /// <param name="jpeg">The picture.</param>
    /// <param name="contents">At most 65,533 bytes each.</param>
    public static byte[] WithSegments(byte[] jpeg, params IEnumerable<byte[]> contents)
    {
        using var stream = new MemoryStream();
        stream.Write(jpeg.AsSpan(0, 2));
        foreach (var content in contents)
        {
            var length = content.Length + 2;
            stream.Write([0xFF, JpegMarker.App1, (byte)(length >> 8), (byte)length]);
            stream.Write(content);
        }

        stream.Write(jpeg.AsSpan(2));
        return stream.ToArray();
    }

    /// <summary>The same picture with so many bytes of metadata before its frame header.</summary>
    public static byte[] WithMetadata(byte[] jpeg, int bytes, byte filling = 0x55)
    {
        var segment = new byte[Math.Min(bytes, 60_000)];
        segment.AsSpan().Fill(filling);
        return WithSegments(jpeg, Enumerable.Repeat(segment, bytes == 0 ? 0 : bytes / segment.Length));
    }
}
