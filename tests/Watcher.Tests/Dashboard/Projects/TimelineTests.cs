using OfoWatcher.Dashboard.Projects;
using OfoWatcher.Intake;
using OfoWatcher.Tests.Intake;
using OfoWatcher.Workflows;

namespace OfoWatcher.Tests.Dashboard.Projects;

public sealed class TimelineTests
{
    private static readonly DateTimeOffset Noon = UploadEntries.Noon;

    /// <summary>A report bears a time a moment after the step that it was written in.</summary>
    [Theory]
    [InlineData(0, 0.2, 0.1)]
    [InlineData(0, 30, 29.9)]
    [InlineData(0, 0.9, 60)]
    public void A_small_project_is_checked_after_its_upload_had_ended_and_before_its_launch(
        double settled, double reported, double launched)
    {
        var kinds = Timeline.Of(
            new ProjectEvidence
            {
                Upload = UploadEntries.First(UploadEntries.Photos) with
                {
                    FoundAt = Noon.AddMinutes(-10),
                    SettledAt = Noon.AddSeconds(settled),
                },
                Report = new CheckedReport { CheckedAt = Noon.AddSeconds(reported) },
                Records =
                [
                    RunRecord.After(null, "oak", new Revision(1).ToString(), "local", "/share/oak", "/results/oak", Noon) with
                    {
                        LaunchedAt = Noon.AddSeconds(launched),
                    },
                ],
            },
            []).Select(happened => happened.Kind);

        Assert.Equal([TimelineKind.Found, TimelineKind.Settled, TimelineKind.Checked, TimelineKind.Launched], kinds);
    }
}
