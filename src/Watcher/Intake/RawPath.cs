using System.Text;

namespace OfoWatcher.Intake;

/// <summary>A path as the bytes that it is on Linux: names on a share need not be valid text.</summary>
internal readonly struct RawPath
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private RawPath(byte[] terminated) => Terminated = terminated;

    /// <summary>The path followed by a zero, as system calls want it.</summary>
    public byte[] Terminated { get; }

    public static RawPath Of(string path) => new(Encoding.UTF8.GetBytes(path + '\0'));

    /// <summary>The path of an entry below this folder.</summary>
    public RawPath Append(ReadOnlySpan<byte> relative)
    {
        var joined = new byte[Terminated.Length + relative.Length + 1];
        Terminated.AsSpan(..^1).CopyTo(joined);
        joined[Terminated.Length - 1] = (byte)'/';
        relative.CopyTo(joined.AsSpan(Terminated.Length));
        return new RawPath(joined);
    }

    public override string ToString() => Show(Terminated.AsSpan(..^1));

    /// <summary>
    /// The name as text that is safe to print and unambiguous: bytes that are not UTF-8, control characters and the
    /// percent sign of such names come out as %XX.
    /// </summary>
    public static string Show(ReadOnlySpan<byte> name)
    {
        if (TryDecode(name, out var text) && !text.Any(char.IsControl))
            return text;
        var shown = new StringBuilder();
        foreach (var value in name)
            _ = value is < 0x20 or >= 0x7F or (byte)'%' ? shown.Append($"%{value:X2}") : shown.Append((char)value);
        return shown.ToString();
    }

    /// <summary>
    /// The example of two that comes first by its characters: the same one in whatever order a file system lists them.
    /// </summary>
    /// <param name="example">Empty when there is none yet.</param>
    public static string Earlier(string example, string other) =>
        example.Length == 0 || string.CompareOrdinal(other, example) < 0 ? other : example;

    /// <summary>Whether the bytes are valid text, and so a path that .NET can open.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> name, out string text)
    {
        try
        {
            text = Strict.GetString(name);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }
}
