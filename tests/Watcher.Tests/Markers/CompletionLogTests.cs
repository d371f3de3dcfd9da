using System.Diagnostics;
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

    [Fact]
    public void A_finished_run_gets_one_line_that_OFOs_workflows_can_read()
    {
        using var folder = new TemporaryFolder();
        var at = new DateTimeOffset(2026, 6, 12, 14, 0, 0, TimeSpan.FromHours(2));

        Assert.True(CompletionLog.Append(folder["log"], "000123", "000123-ab-1", at));
        Assert.False(CompletionLog.Append(folder["log"], "000123", "000123-ab-1", at.AddHours(1)));
        Assert.True(CompletionLog.Append(folder["log"], "000123", "000123-ab-12", at));
        Assert.True(CompletionLog.Append(folder["log"], "000124", "000123-ab-1", at));

        Assert.Equal(
            """{"project_name":"000123","phase":"metashape","timestamp":"2026-06-12T12:00:00Z","workflow_name":"000123-ab-1"}""",
            File.ReadLines(folder["log"]).First());
        Assert.Equal(3, File.ReadLines(folder["log"]).Count());
        Assert.EndsWith("}\n", File.ReadAllText(folder["log"]), StringComparison.Ordinal);
        Assert.Equal(["000123", "000124"], CompletionLog.ReadProjects(folder["log"], (_, _) => Assert.Fail()).Order());
    }

    [Fact]
    public void A_line_that_somebody_left_unfinished_is_ended_before_the_next()
    {
        using var folder = new TemporaryFolder();
        const string torn = """{"project_name":"one","phase":"metashape","workflow_name":"w""";
        File.WriteAllText(folder["log"], torn);

        Assert.True(CompletionLog.Append(folder["log"], "one", "w", DateTimeOffset.UnixEpoch));

        var lines = File.ReadAllLines(folder["log"]);
        Assert.Equal((2, torn), (lines.Length, lines[0]));
        Assert.False(CompletionLog.Append(folder["log"], "one", "w", DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void The_lock_is_the_one_that_OFOs_writers_hold()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["log"], "");
        using var holder = Process.Start(new ProcessStartInfo(
            "flock", [folder["log"], "sh", "-c", "echo held; read line"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", holder.StandardOutput.ReadLine());

        Assert.ThrowsAny<IOException>(() => CompletionLog.Append(folder["log"], "one", "w", DateTimeOffset.UnixEpoch));
        Assert.Equal(0, new FileInfo(folder["log"]).Length);

        holder.StandardInput.Close();
        holder.WaitForExit();
        Assert.True(CompletionLog.Append(folder["log"], "one", "w", DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void A_full_volume_leaves_no_part_of_a_line()
    {
        using var volume = SmallVolume.Mount();
        var log = Path.Combine(volume.Path, "log");
        File.WriteAllText(log, "");
        volume.Fill();

        Assert.ThrowsAny<IOException>(() => CompletionLog.Append(log, "one", "w", DateTimeOffset.UnixEpoch));

        Assert.Equal(0, new FileInfo(log).Length);
    }
}
