using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Workflows;

namespace OfoWatcher.Tests.Workflows;

public sealed class RunRecordStoreTests : IDisposable
{
    private readonly TemporaryFolder output = new();
    private readonly RunRecordStore store = new();

    public void Dispose() => output.Dispose();

    [Fact]
    public void A_record_reads_back_as_it_was_written()
    {
        var record = Record("run-a") with
        {
            LaunchedAt = At(5),
            Stop = new StopRequest(StopReason.ImageryChanged, At(6)),
            RetryFile = "_RETRY",
            ClosedAt = At(7),
            Result = "failed",
        };

        store.Write(record);

        Assert.Equal(record, Assert.Single(store.ReadAll(output["site"])));
        Assert.Equal(record, Assert.Single(new RunRecordStore().ReadAll(output["site"])));
    }

    [Fact]
    public void The_file_can_be_read_by_people_and_does_not_say_where_it_lies()
    {
        store.Write(Record("run-a") with { Stop = new StopRequest(StopReason.Cancelled, At(6)) });

        var text = File.ReadAllText(output["site", "run-a", "run.json"]);

        Assert.Contains("\n  \"schemaVersion\": 1,\n", text, StringComparison.Ordinal);
        Assert.Contains("\"reason\": \"Cancelled\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("folder", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("isOpen", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_come_by_their_intention_then_by_attempt()
    {
        store.Write(Record("run-a") with { IntendedAt = At(3) });
        store.Write(Record("run-c") with { IntendedAt = At(1), Attempt = 3 });
        store.Write(Record("run-d") with { IntendedAt = At(1), Attempt = 2 });
        Directory.CreateDirectory(output["site", "no run"]);

        Assert.Equal(["run-d", "run-c", "run-a"], store.ReadAll(output["site"]).Select(record => record.Run));
    }

    [Fact]
    public void A_project_without_a_folder_has_no_runs() => Assert.Empty(store.ReadAll(output["site"]));

    [Fact]
    public void A_volume_mounted_elsewhere_moves_the_records_with_it()
    {
        store.Write(Record("run-a"));
        Directory.CreateDirectory(output["mount"]);
        Directory.Move(output["site"], output["mount", "site"]);

        var moved = Assert.Single(store.ReadAll(output["mount", "site"]));

        Assert.Equal(output["mount", "site", "run-a"], moved.Folder);
    }

    [Fact]
    public void A_change_by_another_process_is_seen()
    {
        store.Write(Record("run-a"));
        Assert.True(Assert.Single(store.ReadAll(output["site"])).IsOpen);

        new RunRecordStore().Write(Record("run-a") with { ClosedAt = At(9), Result = "completed" });

        Assert.Equal("completed", Assert.Single(store.ReadAll(output["site"])).Result);
    }

    [Fact]
    public void A_removed_record_is_not_remembered()
    {
        store.Write(Record("run-a"));
        Assert.Single(store.ReadAll(output["site"]));

        File.Delete(output["site", "run-a", "run.json"]);

        Assert.Empty(store.ReadAll(output["site"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("""{"schemaVersion": 1}""")]
    [InlineData("""{"schemaVersion": "1"}""")]
    public void A_damaged_record_is_reported_with_its_file(string text)
    {
        Directory.CreateDirectory(output["site", "run-a"]);
        File.WriteAllText(output["site", "run-a", "run.json"], text);

        var error = Assert.Throws<DamagedRunRecordException>(() => store.ReadAll(output["site"]));

        Assert.Contains(output["site", "run-a", "run.json"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_of_a_newer_version_is_reported_and_not_guessed_at()
    {
        store.Write(Record("run-a"));
        Replace("run-a", "\"schemaVersion\": 1", "\"schemaVersion\": 2");

        var error = Assert.Throws<DamagedRunRecordException>(() => store.ReadAll(output["site"]));

        Assert.Contains("version 2", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_null_where_a_value_must_be_is_damage()
    {
        store.Write(Record("run-a"));
        Replace("run-a", "\"engine\": \"local\"", "\"engine\": null");

        Assert.Throws<DamagedRunRecordException>(() => store.ReadAll(output["site"]));
    }

    [Fact]
    public void A_copied_run_folder_is_not_taken_for_a_run()
    {
        store.Write(Record("run-a"));
        Directory.CreateDirectory(output["site", "copy of run-a"]);
        File.Copy(output["site", "run-a", "run.json"], output["site", "copy of run-a", "run.json"]);

        var error = Assert.Throws<DamagedRunRecordException>(() => store.ReadAll(output["site"]));

        Assert.Contains("copy of run-a", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copied_project_folder_is_not_taken_for_its_own_runs()
    {
        store.Write(Record("run-a"));
        Directory.Move(output["site"], output["other"]);

        Assert.Throws<DamagedRunRecordException>(() => store.ReadAll(output["other"]));
    }

    [Fact]
    public void A_missing_output_volume_is_not_made_anew()
    {
        var record = Record("run-a") with { Folder = output["unmounted", "site", "run-a"] };

        Assert.Throws<DirectoryNotFoundException>(() => store.Write(record));
        Assert.False(Directory.Exists(output["unmounted"]));
    }

    [Fact]
    public void A_record_is_written_only_into_its_own_folder() =>
        Assert.Throws<ArgumentException>(() => store.Write(Record("run-a") with { Folder = output["site", "run-b"] }));

    private static DateTimeOffset At(int minute) => new(2026, 5, 4, 10, minute, 0, TimeSpan.Zero);

    private void Replace(string run, string text, string other)
    {
        var path = output["site", run, "run.json"];
        var before = File.ReadAllText(path);
        Assert.Contains(text, before, StringComparison.Ordinal);
        File.WriteAllText(path, before.Replace(text, other, StringComparison.Ordinal));
    }

    private RunRecord Record(string run) => new()
    {
        Run = run,
        Project = "site",
        Revision = "0123456789abcdef0123456789abcdef",
        Attempt = 4,
        FirstAttempt = 1,
        Engine = "local",
        Photos = "/share/site",
        Folder = output["site", run],
        IntendedAt = At(0),
    };
}
