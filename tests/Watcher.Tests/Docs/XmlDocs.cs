using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OfoWatcher.Tests.Docs;

/// <summary>The doc comments of the program, as the compiler wrote them beside it.</summary>
internal static partial class XmlDocs
{
    private static readonly Dictionary<string, XElement> Summaries = XDocument
        .Load(Path.Combine(AppContext.BaseDirectory, "OfoWatcher.xml"))
        .Descendants("member")
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!);

    /// <summary>A member's summary as Markdown on one line.</summary>
    /// <param name="kind">P for a property, F for a field or an enum's value.</param>
    /// <exception cref="KeyNotFoundException">The member has no summary: one is to be written.</exception>
    public static string SummaryOf(char kind, Type type, string member)
    {
        var name = $"{kind}:{type.FullName!.Replace('+', '.')}.{member}";
        if (!Summaries.TryGetValue(name, out var summary))
            throw new KeyNotFoundException($"{name} has no summary");
        return Space().Replace(string.Concat(summary.Nodes().Select(Render)), " ").Trim();
    }

    private static string Render(XNode node) => node switch
    {
        XElement { Name.LocalName: "see" } see => $"`{LastPart(see.Attribute("cref")!.Value)}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement other => string.Concat(other.Nodes().Select(Render)),
        XText text => text.Value,
        _ => "",
    };

    private static string LastPart(string reference) => reference.Split('(')[0].Split('.')[^1];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
