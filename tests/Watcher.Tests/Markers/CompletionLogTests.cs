using OfoWatcher.Markers;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Markers;

public sealed class CompletionLogTests
{
    [Fact]
    public void Projects_of_the_metashape_phase_are_read_and_bad_lines_are_told_by_number()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder["log"],
        [
            """{"project_name":"one","phase":"metashape","timestamp":"2026-01-01T00:00:00Z","workflow_name":"w"}""",
            "",
            """{"project_name":"two","phase":"postprocess"}""",
            "{",
            "5",
            """{"phase":"metashape"}""",
            """{"project_name":7,"phase":"metashape"}""",
            """{"project_name":null,"phase":"metashape"}""",
            """{"project_name":"one","phase":"metashape"}""",
            "\0\0\0",
            """{"project_name":"000123","phase":"metashape"}""",
            """{"project_name":"cut""",
        ]);
        var faults = new List<int>();

        var projects = CompletionLog.ReadProjects(folder["log"], (line, fault) =>
        {
            faults.Add(line);
            Assert.NotEmpty(fault);
        });

        Assert.Equal(["000123", "one"], projects.Order(StringComparer.Ordinal));
        Assert.Equal([4, 5, 6, 7, 10, 12], faults);
    }

    [Fact]
    public void A_missing_log_is_an_error() =>
        Assert.ThrowsAny<IOException>(() => CompletionLog.ReadProjects("/nowhere/log", (_, _) => { }));
}
