using System.Globalization;
using System.Text;

namespace OfoWatcher.Intake;

/// <summary>What a pilot's <c>_PRIORITY</c> file asks for.</summary>
/// <param name="Value">From -100 to 100, 0 as without the file.</param>
/// <param name="Fault">Why what it holds counts as nothing, in words; null when it does count.</param>
internal sealed record PriorityWish(int Value, string? Fault = null);

/// <summary>Reads <c>_PRIORITY</c> files. Anything may lie there: only the first bytes are looked at.</summary>
internal static class PriorityFile
{
    /// <summary>The highest priority, and with a minus the lowest.</summary>
    public const int Most = 100;

    /// <summary>What an empty file means: before all that nobody said anything about.</summary>
    public const int OfEmpty = 10;

    // A number with its sign, a byte order mark and some blanks; what is longer is no number that counts.
    private const int MostBytes = 64;
    private const int Shown = 20;

    /// <summary>Reads a file that was just seen to be a regular one.</summary>
    /// <returns>What it asks for; a file that cannot be read asks for nothing, and says so.</returns>
    public static PriorityWish Read(string path)
    {
        try
        {
            using var file = File.OpenHandle(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> bytes = stackalloc byte[MostBytes + 1];
            return Parse(bytes[..RandomAccess.Read(file, bytes, 0)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new PriorityWish(0, $"{FileNames.Priority} cannot be read, so it counts as none");
        }
    }

    /// <summary>What the first bytes of such a file ask for.</summary>
    public static PriorityWish Parse(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Trim();
        if (bytes.Length <= MostBytes && text.Length == 0)
            return new PriorityWish(OfEmpty);
        return bytes.Length <= MostBytes
            && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value is >= -Most and <= Most
            ? new PriorityWish(value)
            : new PriorityWish(
                0,
                $"{FileNames.Priority} holds “{Show(text)}” and counts as none: "
                + $"it takes a whole number from -{Most} to {Most}, or nothing");
    }

    private static string Show(string text)
    {
        var plain = string.Concat(text.Take(Shown).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
        return text.Length > Shown ? plain + "…" : plain;
    }
}
