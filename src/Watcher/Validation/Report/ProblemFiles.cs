using FluentValidation;

namespace OfoWatcher.Validation.Report;

/// <summary>Which findings are about which files.</summary>
internal sealed class ProblemFiles
{
    /// <summary>The most examples of one finding.</summary>
    public const int MostExamples = 4;

    private readonly Dictionary<string, List<int>> findingsOf = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<Finding> findings;

    public ProblemFiles(IReadOnlyList<Finding> findings)
    {
        this.findings = findings;
        for (var index = 0; index < findings.Count; index++)
        {
            foreach (var file in findings[index].Files)
            {
                if (!findingsOf.TryGetValue(file, out var indices))
                    findingsOf.Add(file, indices = []);
                if (!indices.Contains(index))
                    indices.Add(index);
            }
        }
    }

    /// <summary>
    /// The places in the report's findings of those about a file, in their order; none for a good file.
    /// </summary>
    public IReadOnlyList<int> FindingsOf(string file) => findingsOf.GetValueOrDefault(file) ?? [];

    /// <summary>
    /// The weight of the worst finding about a file that nobody has accepted; null when there is none.
    /// </summary>
    public Severity? WorstOf(string file) =>
        FindingsOf(file).Where(index => !findings[index].Accepted)
            .Min(index => (Severity?)findings[index].Severity);

    /// <summary>
    /// Examples of the files that errors and warnings are about: the first one of each finding, then the second ones,
    /// and so on, so that none of the findings goes without an example because another one has twenty.
    /// </summary>
    public static IEnumerable<string> Examples(IReadOnlyList<Finding> findings)
    {
        var grave = findings.Where(finding => finding.Severity != Severity.Info).ToList();
        return Enumerable.Range(0, MostExamples)
            .SelectMany(place => grave
                .Where(finding => place < finding.Files.Count)
                .Select(finding => finding.Files[place]))
            .Distinct(StringComparer.Ordinal);
    }
}
