namespace OfoWatcher.Bench.Measuring;

/// <summary>RESULTS.md: a section for each benchmark, each as its latest run left it.</summary>
internal sealed class ResultsFile(string path)
{
    private const string Heading = "## ";

    private const string Title =
        "# Results\n\nWritten by `bench/run`; README.md says how to read them.\n";

    /// <summary>Puts a benchmark's outcome in the place of its earlier one, or behind all others.</summary>
    public void Replace(IBenchmark benchmark, Outcome outcome)
    {
        var sections = Read();
        var section = OutcomeText.Section(benchmark, outcome, TimeProvider.System.GetUtcNow());
        var heading = $"{Heading}{benchmark.Name}\n";
        var index = sections.FindIndex(text => text.StartsWith(heading, StringComparison.Ordinal));
        if (index < 0)
            sections.Add(section);
        else
            sections[index] = section;
        File.WriteAllText(path, Title + "\n" + string.Join("\n", sections));
    }

    private List<string> Read()
    {
        if (!File.Exists(path))
            return [];
        return
        [
            .. File.ReadAllText(path).Split("\n" + Heading).Skip(1).Select(text => Heading + text.TrimEnd('\n') + "\n"),
        ];
    }
}
