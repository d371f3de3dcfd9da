using OfoWatcher.Workflows;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Tests.Workflows.Argo;

public sealed class FollowUpManifestTests
{
    [Theory]
    [InlineData("oak-0123456789-1", "oak-0123456789-1-after")]
    [InlineData("oak-wood-0123456789-12", "oak-wood-0123456789-12-after")]
    public void The_name_tells_which_run_it_follows(string run, string name) =>
        Assert.Equal(name, FollowUpManifest.NameOf(run));

    [Fact]
    public void A_long_name_keeps_what_tells_it_from_others()
    {
        string[] projects = [new string('x', 200), new string('x', 201), string.Concat(Enumerable.Repeat("ab-", 60))];
        var runs = projects.SelectMany(project =>
            Enumerable.Range(1, 123).Select(attempt => RunName.For(project, ArgoRuns.Revision, attempt)));
        var names = runs.Select(FollowUpManifest.NameOf).ToList();

        Assert.Distinct(names);
        Assert.All(names, name => Assert.Matches(@"\A(?=.{1,63}\z)[a-z0-9]([-a-z0-9]*[a-z0-9])?-[0-9a-f]{10}-\d+-after\z", name));
        Assert.All(names, name => Assert.DoesNotContain("--", name, StringComparison.Ordinal));
    }
}
