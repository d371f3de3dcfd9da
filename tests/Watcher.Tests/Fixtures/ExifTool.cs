using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>What exiftool, a reader that is not ours, prints about photos.</summary>
internal sealed class ExifTool(JsonElement tags)
{
    /// <summary>Reads photos; skips the test where exiftool is not installed.</summary>
    public static IReadOnlyList<ExifTool> Read(IEnumerable<string> files)
    {
        Shell.Require("exiftool");
        using var process = Process.Start(
            new ProcessStartInfo("exiftool", ["-n", "-json", "-G1", .. files]) { RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return [.. JsonDocument.Parse(text).RootElement.EnumerateArray().Select(photo => new ExifTool(photo))];
    }

    /// <summary>The value of the first of these tags that is there, as it is printed, without blanks around it.</summary>
    public string? Text(params string[] names)
    {
        foreach (var name in names)
        {
            if (tags.TryGetProperty(name, out var value) && value.ToString().Trim() is { Length: > 0 } text)
                return text;
        }

        return null;
    }

    /// <summary>The same as a number; null too when it is none.</summary>
    public double? Number(params string[] names) =>
        double.TryParse(Text(names), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
