using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace OfoWatcher.Workflows;

/// <summary>
/// Names runs. A name is derived, never invented: the same project, revision and attempt always give the same name, so
/// launching twice meets what is already there instead of starting a second run.
/// </summary>
/// <remarks>
/// A name is a DNS-1123 label, because it becomes the name of a Workflow and a value of labels, and a folder's name as
/// well: <c>&lt;slug&gt;-&lt;10 digits&gt;-&lt;attempt&gt;</c>. The slug is there for people and may be the same for
/// two projects (<c>Site_1</c> and <c>site 1</c>) or cut off; the ten hexadecimal digits of a hash over project and
/// revision keep such names apart.
/// </remarks>
internal static class RunName
{
    /// <summary>The longest label of RFC 1123, which Kubernetes enforces for names and label values alike.</summary>
    public const int MaximumLength = 63;

    private const int HashDigits = 10;

    /// <summary>The name of a project's run.</summary>
    /// <param name="project">The project's name, of any length and any characters.</param>
    /// <param name="revision">The imagery's revision in hexadecimal digits, of either case.</param>
    /// <param name="attempt">1 or more.</param>
    public static string For(string project, string revision, int attempt)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        var tail = $"-{HashOf(project, revision)}-{attempt}";
        return SlugOf(project, MaximumLength - tail.Length) + tail;
    }

    private static string HashOf(string project, string revision)
    {
        // The characters themselves, not an encoding of them: encoders turn every broken surrogate into the same bytes.
        // No file name contains a NUL, so the pair cannot be read in two ways.
        var pair = $"{project}\0{revision.ToLowerInvariant()}";
        var digest = SHA256.HashData(MemoryMarshal.AsBytes(pair.AsSpan()));
        return Convert.ToHexStringLower(digest)[..HashDigits];
    }

    /// <summary>
    /// Letters and digits of ASCII in lower case, one dash for any run of others, none at either end.
    /// </summary>
    private static string SlugOf(string project, int length)
    {
        var slug = new StringBuilder(length);
        foreach (var character in project)
        {
            if (slug.Length == length)
                break;
            if (char.IsAsciiLetterOrDigit(character))
                slug.Append(char.ToLowerInvariant(character));
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        while (slug.Length > 0 && slug[^1] == '-')
            slug.Length--;
        return slug.Length > 0 ? slug.ToString() : "run";
    }
}
