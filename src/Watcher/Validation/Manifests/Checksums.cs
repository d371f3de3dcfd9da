using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;

namespace OfoWatcher.Validation.Manifests;

/// <summary>The checksums that manifests list for one file; null where they list none.</summary>
internal sealed record ListedChecksums(string? Md5, string? Sha256);

/// <summary>How a file stands to its checksums.</summary>
internal enum ChecksumResult
{
    Same,
    Different,
    Unreadable,
}

/// <summary>Computes checksums of files in one pass over each.</summary>
internal static class Checksums
{
    private const int Readers = 4;
    private const int BufferSize = 1024 * 1024;

    /// <summary>Compares files, several at once, on threads that a hung share may keep.</summary>
    /// <param name="alive">Called after each megabyte.</param>
    /// <exception cref="IOException">The share failed.</exception>
    public static ChecksumResult[] Compare(
        string folder, IReadOnlyList<(string File, ListedChecksums Listed)> files, Action alive,
        CancellationToken cancellationToken)
    {
        var results = new ChecksumResult[files.Count];
        var next = -1;
        var readers = Enumerable.Range(0, Math.Min(Readers, files.Count)).Select(_ => Task.Factory.StartNew(
            Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        try
        {
            Task.WaitAll(readers, CancellationToken.None);
        }
        catch (AggregateException many)
        {
            ExceptionDispatchInfo.Throw(many.InnerExceptions[0]);
        }

        return results;

        void Read()
        {
            int index;
            while ((index = Interlocked.Increment(ref next)) < files.Count)
            {
                var (file, listed) = files[index];
                results[index] = Compare(Path.Combine(folder, file), listed, alive, cancellationToken);
            }
        }
    }

    private static ChecksumResult Compare(
        string path, ListedChecksums listed, Action alive, CancellationToken cancellationToken)
    {
        using var md5 = listed.Md5 is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using var sha256 = listed.Sha256 is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var handle = File.OpenHandle(
                path, share: FileShare.ReadWrite | FileShare.Delete, options: FileOptions.SequentialScan);
            int length;
            for (long offset = 0; (length = RandomAccess.Read(handle, buffer, offset)) > 0; offset += length)
            {
                cancellationToken.ThrowIfCancellationRequested();
                md5?.AppendData(buffer, 0, length);
                sha256?.AppendData(buffer, 0, length);
                alive();
            }
        }
        catch (Exception e) when (e is FileNotFoundException or UnauthorizedAccessException)
        {
            return ChecksumResult.Unreadable;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Agrees(md5, listed.Md5) && Agrees(sha256, listed.Sha256)
            ? ChecksumResult.Same
            : ChecksumResult.Different;
    }

    private static bool Agrees(IncrementalHash? hash, string? listed) =>
        hash is null || Convert.ToHexStringLower(hash.GetHashAndReset()) == listed;
}
