using System.Globalization;
using System.Text.RegularExpressions;

namespace OfoWatcher.Workflows.Local;

/// <summary>How far a run is, as its log tells.</summary>
/// <param name="Share">The finished part of the whole run, 0 to 1; null when the command does not say.</param>
/// <param name="Step">The step it is in and that step's own progress; empty when the command does not say.</param>
internal sealed record LogProgress(double? Share, string Step)
{
    public static LogProgress None { get; } = new(null, "");
}

/// <summary>Reads the end of a run's log. What a command prints is not ours: any bytes, lines of any length.</summary>
internal static partial class RunLog
{
    /// <summary>How much of the log's end is looked at, in bytes.</summary>
    private const int TailLength = 64 * 1024;

    /// <summary>The log's length in bytes, 0 when there is none.</summary>
    public static long LengthOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }

    /// <summary>
    /// The last lines that are not blank, oldest first, without colours and cut to a bearable length.
    /// </summary>
    /// <exception cref="IOException">The log cannot be read; one that does not exist has no lines.</exception>
    public static IReadOnlyList<string> LastLines(string path, int count) => [.. Tail(path).TakeLast(count)];

    /// <summary>
    /// The progress printed last: <c>[progress] 42.5%</c> is that of the whole run, <c>[progress] buildMesh: 42%</c>,
    /// as automate-metashape prints it, that of one step of several and so no share of the run.
    /// </summary>
    /// <inheritdoc cref="LastLines" path="/exception"/>
    public static LogProgress ReadProgress(string path)
    {
        var progress = LogProgress.None;
        foreach (var match in Tail(path).Select(line => ProgressLine().Match(line)).Where(match => match.Success))
        {
            var percent = match.Groups["percent"].Value;
            var step = match.Groups["step"].Value;
            progress = step.Length == 0
                ? progress with { Share = Math.Min(double.Parse(percent, CultureInfo.InvariantCulture) / 100, 1) }
                : progress with { Step = $"{step}: {percent}%" };
        }

        return progress;
    }

    private static IEnumerable<string> Tail(string path) =>
        LogText.Lines(ReadEnd(path));

    private static string ReadEnd(string path)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return "";
        }

        using (stream)
        {
            var start = Math.Max(0, stream.Length - TailLength);
            stream.Position = start;
            var buffer = new byte[TailLength];
            var length = stream.ReadAtLeast(buffer, TailLength, throwOnEndOfStream: false);
            return LogText.TextOf(buffer.AsSpan(0, length), isPart: start > 0);
        }
    }

    [GeneratedRegex(@"^\[progress\]\s*(?:(?<step>[^:\s]+):)?\s*(?<percent>\d{1,9}(?:\.\d{1,9})?)\s*%")]
    private static partial Regex ProgressLine();
}
