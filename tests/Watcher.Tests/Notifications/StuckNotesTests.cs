using OfoWatcher.Notifications;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Notifications;

public sealed class StuckNotesTests : IDisposable
{
    private static readonly StuckNote Note = StuckNote.Of(
        "oak", new Standstill("uploading, 20", "1 temp file"), Events.Now.AddDays(-2), Events.Now,
        Events.Options(("lab", new WebhookOptions())));

    private readonly TemporaryFolder output = new();

    public void Dispose() => output.Dispose();

    [Fact]
    public void A_note_reads_as_it_was_written_until_it_is_removed()
    {
        new StuckNotes().Write(output["oak"], Note);
        Assert.Equivalent(Note, new StuckNotes().Find(output["oak"]), strict: true);

        new StuckNotes().Remove(output["oak"]);
        Assert.Null(new StuckNotes().Find(output["oak"]));
        Assert.Null(new StuckNotes().Find(output["gone"]));
    }

    [Theory]
    [InlineData("mkfifo stuck.json")]
    [InlineData("ln -s ../elsewhere.json stuck.json")]
    [InlineData("cp ../elsewhere.json stuck.json; truncate -s 2G stuck.json")]
    [InlineData("echo '{' > stuck.json")]
    public async Task What_is_no_note_holds_up_nobody_and_gives_way_to_one(string inItsPlace)
    {
        new StuckNotes().Write(output["oak"], Note);
        Shell.Run(output["oak"], $"mv stuck.json ../elsewhere.json; {inItsPlace}");
        var notes = new StuckNotes();

        var found = await Task.Run(() => notes.Find(output["oak"]), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Null(found);
        notes.Write(output["oak"], Note);
        Assert.NotNull(new StuckNotes().Find(output["oak"]));
    }

    [Fact]
    public void A_note_that_may_not_be_read_counts_as_none()
    {
        new StuckNotes().Write(output["oak"], Note);
        Shell.Run(output.Path, "chmod 755 . oak; chmod 600 oak/stuck.json");

        Assert.Null(AsNobody.Run(() => new StuckNotes().Find(output["oak"])));
    }
}
