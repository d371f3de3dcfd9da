using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using OfoWatcher.Workflows;

namespace OfoWatcher.Tests.Workflows;

public sealed partial class RunNameTests
{
    private const string Revision = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void A_name_never_changes_from_one_version_of_the_program_to_the_next()
    {
        // Fixed for good: a watcher of a newer version must find the runs of an older one.
        Assert.Equal("site-1-north-a1e2d6bb46-2", RunName.For("Site_1 (North)", Revision, 2));
    }

    [Theory]
    [InlineData("")]
    [InlineData("---")]
    [InlineData("Ünïcödé")]
    [InlineData("..")]
    [InlineData("a/b\0c")]
    [InlineData("000123")]
    [InlineData("a very long name of a project that somebody typed for a mission in the mountains - and beyond")]
    public void Any_project_gets_a_valid_label(string project) =>
        Assert.Matches(Label(), RunName.For(project, Revision, int.MaxValue));

    [Fact]
    public void Any_project_and_attempt_get_a_valid_label() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<string>(), ArbMap.Default.ArbFor<PositiveInt>(),
            (project, attempt) => Label().IsMatch(RunName.For(project ?? "", Revision, attempt.Get)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Different_projects_revisions_or_attempts_get_different_names() =>
        Prop.ForAll(
            Runs(), Runs(),
            (one, other) => one == other || RunName.For(one.Project, one.Revision, one.Attempt)
                != RunName.For(other.Project, other.Revision, other.Attempt))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Projects_of_the_same_slug_or_beginning_get_different_names()
    {
        var stem = new string('a', 80);
        string[] projects =
            ["site_1", "site-1", "site.1", "Site_1", "site__1", stem, stem + "b", stem + "c", "\ud800", "\ud801"];

        Assert.Distinct(projects.Select(project => RunName.For(project, Revision, 1)));
    }

    [Fact]
    public void The_case_of_a_revisions_digits_does_not_matter() =>
        Assert.Equal(RunName.For("site", Revision, 1), RunName.For("site", Revision.ToUpperInvariant(), 1));

    [Fact]
    public void There_is_no_attempt_zero() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RunName.For("site", Revision, 0));

    /// <summary>Few projects and revisions, so that the generated pairs are often equal in all but one part.</summary>
    private static Arbitrary<(string Project, string Revision, int Attempt)> Runs() =>
        (from project in Gen.Elements("site_1", "site-1", "site 1", "SITE-1", "site-1-1", "site-11")
         from revision in Gen.Elements("00", "01", "10", "11")
         from attempt in Gen.Choose(1, 12)
         select (project, revision, attempt)).ToArbitrary();

    [GeneratedRegex(@"^(?=.{1,63}\z)[a-z0-9]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex Label();
}
