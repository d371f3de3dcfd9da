using System.Globalization;
using System.Text;
using OfoWatcher.Platform;

namespace OfoWatcher.Metashape.Configuration;

/// <summary>A line of a table of ground control points.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Marker">The point's name.</param>
/// <param name="Photo">
/// Of the table of image coordinates the photo, relative to the project's folder; "" in the table of positions.
/// </param>
internal sealed record ControlPointRow(int Line, string Marker, string Photo);

/// <summary>
/// One of the two tables that automate-metashape takes ground control points from. It splits each line at its commas,
/// so no value may hold one, takes quotes off the names, and has no header.
/// </summary>
/// <param name="Name">What messages call it, relative to the project's folder.</param>
/// <param name="Fault">Why nothing of it is known; null when it was read.</param>
/// <param name="BadLines">What is wrong with single lines; the first few.</param>
internal sealed record ControlPointTable(
    string Name, string? Fault, IReadOnlyList<ControlPointRow> Rows, IReadOnlyList<string> BadLines)
{
    /// <summary>Far more than anybody ever surveyed or clicked.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    public const int MostLines = 100_000;

    private const int MostBadLines = 5;
    private const int Fields = 4;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static ControlPointTable Missing(string name) => Faulty(name, "does not exist");

    public static ControlPointTable Faulty(string name, string fault) => new(name, fault, [], []);

    /// <param name="name">What messages call it.</param>
    /// <param name="bytes">The whole file.</param>
    /// <param name="hasPhotos">Whether the second field names a photo; otherwise three numbers follow the
    /// marker.</param>
    public static ControlPointTable Parse(string name, ReadOnlySpan<byte> bytes, bool hasPhotos)
    {
        if (bytes.Length > MostBytes)
            return Faulty(name, $"is larger than {Words.Size(MostBytes)}");
        string text;
        try
        {
            text = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Faulty(name, "is not UTF-8 text");
        }

        var rows = new List<ControlPointRow>();
        var bad = new List<string>();
        var number = 0;
        var lines = text.AsSpan().TrimEnd("\r\n");
        if (lines.IsEmpty)
            return Faulty(name, "is empty");
        foreach (var line in lines.EnumerateLines())
        {
            if (++number > MostLines)
                return Faulty(name, $"has more than {MostLines} lines");
            if (Read(number, line.ToString(), hasPhotos, out var fault) is { } row)
                rows.Add(row);
            else if (bad.Count < MostBadLines)
                bad.Add($"line {number.ToString(CultureInfo.InvariantCulture)} {fault}");
        }

        return new ControlPointTable(name, null, rows, bad);
    }

    private static ControlPointRow? Read(int number, string line, bool hasPhotos, out string fault)
    {
        var fields = line.Split(',');
        if (fields.Length != Fields)
        {
            fault = $"has {Words.Count(fields.Length, "field")} and not {Fields}";
            return null;
        }

        var numbers = fields.AsSpan(hasPhotos ? 2 : 1);
        foreach (var field in numbers)
        {
            if (!double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                || !double.IsFinite(value))
            {
                fault = $"has “{YamlValue.Shorten(field)}” where a number belongs"
                    + (number == 1 ? " (there must be no header)" : "");
                return null;
            }
        }

        var marker = Unquote(fields[0]);
        var photo = hasPhotos ? Unquote(fields[1]) : "";
        fault = marker.Length == 0 ? "names no marker" : "names no photo";
        return marker.Length > 0 && (photo.Length > 0 || !hasPhotos) ? new ControlPointRow(number, marker, photo) : null;
    }

    private static string Unquote(string field) =>
        field.Length >= 2 && field.StartsWith('"') ? field[1..^1] : field;
}
