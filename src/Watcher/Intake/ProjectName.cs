using System.IO.Hashing;
using System.Text;
using System.Text.RegularExpressions;

namespace OfoWatcher.Intake;

/// <summary>The rule for names of projects, and a safe name where the rule is broken.</summary>
internal static partial class ProjectName
{
    /// <summary>The rule in words for a pilot.</summary>
    public const string Rule =
        "letters, digits, dots, dashes and underscores only, with a letter or digit first and last";

    // File systems allow 255 bytes in a name, and products add up to 24 to the project's.
    private const int Longest = 200;

    /// <summary>
    /// Whether Metashape, Argo and the shells between them can take the name: the rule of the Open Forest Observatory.
    /// </summary>
    public static bool IsValid(string name) => name.Length <= Longest && Pattern().IsMatch(name);

    /// <summary>
    /// The name of the project's folder under the output root: its own name if that is valid, otherwise one that
    /// cannot be any valid project's, is the same each time, and is a plain single path component.
    /// </summary>
    public static string OutputFolder(string name)
    {
        if (IsValid(name))
            return name;
        var hash = XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(name));
        var legible = Illegal().Replace(name, "_");
        return $"{(legible.Length <= 100 ? legible : legible[..100]).TrimStart('.')}~{hash:x16}";
    }

    /// <summary>The path of the project's folder under an output root.</summary>
    public static string OutputFolder(string root, string name) => Path.Combine(root, OutputFolder(name));

    // \z and not $: $ would let a line break pass at the end.
    [GeneratedRegex(@"\A[a-zA-Z0-9]([a-zA-Z0-9._-]*[a-zA-Z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    [GeneratedRegex("[^a-zA-Z0-9._-]", RegexOptions.CultureInvariant)]
    private static partial Regex Illegal();
}
