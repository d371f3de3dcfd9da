using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OfoWatcher.Dashboard.Listing;
using OfoWatcher.Reconciling;

namespace OfoWatcher.Tests.Dashboard.Listing;

public sealed class ListPageTests
{
    private static readonly ProjectSnapshot Few = Rows.Snapshot(
        Row("oak", ProjectState.Running) with { Photos = 10, Progress = 0.5, EstimatedEnd = Rows.Noon.AddHours(2) },
        Row("Ash", ProjectState.Completed) with { Photos = 30, Bytes = 3, FoundAt = Rows.Noon },
        Row("beech", ProjectState.Waiting) with { Photos = 20, Bytes = 2, FoundAt = Rows.Noon.AddHours(-1) },
        Row("ash", ProjectState.Invalid) with { Photos = 20 },
        Row("elm", ProjectState.Uploading) with { FoundAt = Rows.Noon.AddHours(1) });

    [Theory]
    [InlineData(nameof(ListSort.Project), "Ash ash beech elm oak", "oak elm beech ash Ash")]
    [InlineData(nameof(ListSort.State), "elm beech oak Ash ash", "ash Ash oak beech elm")]
    [InlineData(nameof(ListSort.Found), "beech Ash elm ash oak", "elm Ash beech ash oak")]
    [InlineData(nameof(ListSort.Photos), "oak ash beech Ash elm", "Ash ash beech oak elm")]
    [InlineData(nameof(ListSort.Bytes), "beech Ash ash elm oak", "Ash beech ash elm oak")]
    [InlineData(nameof(ListSort.Progress), "oak Ash ash beech elm", "oak Ash ash beech elm")]
    [InlineData(nameof(ListSort.End), "oak Ash ash beech elm", "oak Ash ash beech elm")]
    public void What_is_equal_stays_in_the_order_of_names_and_what_is_not_known_comes_last(
        string sort, string up, string down)
    {
        var by = Enum.Parse<ListSort>(sort);
        Assert.Equal(up, Names(new ListQuery { Order = new ListOrder(by, IsDescending: false) }));
        Assert.Equal(down, Names(new ListQuery { Order = new ListOrder(by, IsDescending: true) }));
    }

    [Fact]
    public void The_search_looks_for_a_part_of_the_name_and_counts_in_every_state_whatever_state_is_asked_for()
    {
        var page = ListPage.Of(
            Few, new ListQuery { Search = "AS", States = new StateFilter().With(ProjectState.Invalid) });

        Assert.Equal("ash", Assert.Single(page.Projects).Project);
        Assert.Equal((5, 1), (page.Total, page.Matching));
        Assert.Equal(
            [(ProjectState.Completed, 1), (ProjectState.Invalid, 1)],
            page.Counts.Where(count => count.Value > 0).Select(count => (count.Key, count.Value)));
        Assert.Equal(Enum.GetValues<ProjectState>(), page.Counts.Keys);
    }

    [Fact]
    public void Those_that_do_not_come_on_are_counted_among_those_that_match_and_listed_alone_where_that_is_asked_for()
    {
        var rows = Rows.Snapshot(
            Row("oak", ProjectState.Running) with { StuckSince = Rows.Noon },
            Row("ash", ProjectState.Uploading) with { StuckSince = Rows.Noon },
            Row("elm", ProjectState.Uploading));

        Assert.Equal(2, ListPage.Of(rows, new ListQuery()).Stuck);
        var page = ListPage.Of(rows, new ListQuery { Search = "as", Stuck = true });
        Assert.Equal((1, 1), (page.Stuck, page.Matching));
        Assert.Equal("ash oak", Names(new ListQuery { Stuck = true }, rows));
    }

    [Fact]
    public void The_pages_of_ten_thousand_projects_hold_each_of_them_once()
    {
        var many = Rows.Snapshot(null, Rows.Many(10_000).Reverse());
        var query = new ListQuery { PageSize = 200, Order = new ListOrder(ListSort.Photos, IsDescending: true) };

        var pages = Enumerable.Range(1, 50).Select(page => ListPage.Of(many, query with { Page = page })).ToList();

        Assert.All(pages, page => Assert.Equal((50, 200, 10_000), (page.Pages, page.Projects.Count, page.Matching)));
        Assert.Equal(
            Rows.Many(10_000).Select(status => status.Project),
            pages.SelectMany(page => page.Projects).Select(row => row.Project));
    }

    [Theory]
    [InlineData(10_000, 1, 10_000)]
    [InlineData(int.MaxValue, 34, 10_000)]
    [InlineData(int.MaxValue, 1, 0)]
    public void A_page_behind_the_last_one_is_the_last_one(int asked, int given, int projects)
    {
        var size = given == 34 ? 300 : 10_000;

        var page = ListPage.Of(
            Rows.Snapshot(null, Rows.Many(projects)), new ListQuery { Page = asked, PageSize = size });

        Assert.Equal((given, given), (page.Page, page.Pages));
        Assert.Equal(given == 34 ? 100 : projects, page.Projects.Count);
    }

    [Fact]
    public void Names_that_are_markup_or_no_text_are_written_so_that_no_page_takes_them_for_its_own()
    {
        const string name = "<script>alert('x')</script>\u202E\"\uD800";
        var answers = new ListAnswers();

        var bytes = answers.Make(
            Rows.Snapshot(Row(name, ProjectState.Waiting)), QueryString.Empty, new ListQuery());

        using var json = JsonDocument.Parse(bytes);
        Assert.DoesNotContain((byte)'<', bytes);
        Assert.Equal(
            name.Replace('\uD800', '\uFFFD'),
            json.RootElement.GetProperty("projects")[0].GetProperty("project").GetString());
    }

    [Fact]
    public void An_answer_is_made_once_for_each_snapshot_and_the_words_that_ask_for_it()
    {
        var answers = new ListAnswers();
        QueryString words = new("?search=a"), others = new("?search=as");
        Assert.Null(answers.Find(Few, words));
        var first = answers.Make(Few, words, new ListQuery { Search = "a" });

        Assert.Same(first, answers.Find(Few, words));
        Assert.Null(answers.Find(Few, others));
        answers.Make(Few, others, new ListQuery { Search = "as" });
        Assert.Same(first, answers.Find(Few, words));
        Assert.Null(answers.Find(Few with { AsOf = Rows.Noon.AddSeconds(1) }, words));
    }

    private static ProjectRow Row(string project, ProjectState state) => new(project, state, "words");

    private static string Names(ListQuery query, ProjectSnapshot? rows = null) =>
        string.Join(' ', ListPage.Of(rows ?? Few, query).Projects.Select(row => row.Project));
}
