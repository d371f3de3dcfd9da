using OfoWatcher.Platform;

namespace OfoWatcher.Dashboard.Projects;

/// <summary>
/// A file on a volume as a stream that can be sent: read a block at a time and never by the thread that sends it.
/// </summary>
/// <param name="file">Closed with the stream.</param>
/// <param name="ended">Called once, when the stream is closed.</param>
internal sealed class VolumeStream(PlainFile file, VolumeReads reads, Action ended) : Stream
{
    private const int LargestBlock = 1024 * 1024;

    private byte[] block = [];
    private long blockStart;
    private bool isClosed;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position { get; set; }

    /// <exception cref="TimeoutException">The volume gives no answer.</exception>
    /// <exception cref="IOException">The file cannot be read now.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position < blockStart || Position >= blockStart + block.Length)
        {
            var start = Position;
            block = await reads.RunAsync(() => ReadBlock(start), cancellationToken);
            blockStart = start;
        }

        var rest = block.AsMemory((int)(Position - blockStart));
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        Position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("a volume is not read by the thread that asks");

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => Length,
    };

    public override void Flush()
    {
        // There is nothing to write.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !isClosed)
        {
            isClosed = true;
            VolumeReads.Close(file);
            ended();
        }

        base.Dispose(disposing);
    }

    // What has grown since it was opened, as a log does, is sent as long as was promised.
    private byte[] ReadBlock(long start)
    {
        var bytes = new byte[Math.Clamp(file.Length - start, 0, LargestBlock)];
        var count = file.Read(bytes, start);
        return count == bytes.Length ? bytes : bytes[..count];
    }
}
