using SkiaSharp;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>JPEGs that a test can take apart: noise, since it fills many bytes with few pixels.</summary>
internal static class JpegBytes
{
    public const byte App1 = 0xE1;

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

    /// <summary>The same picture with a segment of metadata more, right behind the start.</summary>
    /// <param name="content">At most 65,533 bytes.</param>
    public static byte[] WithSegment(byte[] jpeg, byte[] content, byte marker = App1)
    {
        var length = content.Length + 2;
        return [.. jpeg[..2], 0xFF, marker, (byte)(length >> 8), (byte)length, .. content, .. jpeg[2..]];
    }

    /// <summary>The same picture with so much metadata before its frame header.</summary>
    public static byte[] WithMetadata(byte[] jpeg, int bytes, byte filling = 0x55)
    {
        for (var left = bytes; left > 0; left -= 60_000)
        {
            var content = new byte[Math.Min(left, 60_000)];
            content.AsSpan().Fill(filling);
            jpeg = WithSegment(jpeg, content);
        }

        return jpeg;
    }
}
