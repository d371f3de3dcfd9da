using Microsoft.AspNetCore.WebUtilities;
using OfoWatcher.Dashboard.Listing;
using OfoWatcher.Reconciling;

namespace OfoWatcher.Tests.Dashboard.Listing;

public sealed class ListQueryTests
{
    [Fact]
    public void Nothing_asked_for_is_the_first_page_of_all_by_name()
    {
        var (query, faults) = Read("");

        Assert.Empty(faults);
        Assert.Equal(new ListQuery(), query);
        Assert.Equal((1, 50, ListOrder.ByName), (query.Page, query.PageSize, query.Order));
        Assert.All(Enum.GetValues<ProjectState>(), state => Assert.True(query.States.Includes(state)));
    }

    [Fact]
    public void All_that_can_be_asked_for_is_read()
    {
        var (query, faults) = Read("?search=%20Oak%20&stuck=true&state=Running&state=failed&sort=-bytes&page=3&pageSize=200");

        Assert.Empty(faults);
        Assert.Equal(("Oak", true, 3, 200), (query.Search, query.Stuck, query.Page, query.PageSize));
        Assert.Equal(new ListOrder(ListSort.Bytes, IsDescending: true), query.Order);
        Assert.Equal(
            [ProjectState.Running, ProjectState.Failed], Enum.GetValues<ProjectState>().Where(query.States.Includes));
    }

    [Theory]
    [InlineData("?state=Gone", "state must be one of Uploading, Checking, Waiting, Running, Completed, Failed")]
    [InlineData("?state=3", "state must be one of")]
    [InlineData("?state=", "state must be one of")]
    [InlineData("?state=Running,Failed", "state must be one of")]
    [InlineData("?sort=size", "sort must be one of project, state, found, photos, bytes, progress, end, with a -")]
    [InlineData("?sort=--bytes", "sort must be one of")]
    [InlineData("?sort=-", "sort must be one of")]
    [InlineData("?sort=4", "sort must be one of")]
    [InlineData("?stuck=yes", "stuck must be true or false")]
    [InlineData("?stuck=true&stuck=true", "stuck must be given once")]
    [InlineData("?page=0", "page must be a whole number from 1")]
    [InlineData("?page=-1", "page must be a whole number from 1")]
    [InlineData("?page=1.5", "page must be a whole number from 1")]
    [InlineData("?page=99999999999", "page must be a whole number from 1")]
    [InlineData("?page=1&page=2", "page must be given once")]
    [InlineData("?pageSize=201", "pageSize must be a whole number from 1 to 200")]
    [InlineData("?pageSize=x", "pageSize must be a whole number from 1 to 200")]
    public void What_makes_no_sense_is_told(string text, string fault) =>
        Assert.StartsWith(fault, Assert.Single(Read(text).Faults), StringComparison.Ordinal);

    [Fact]
    public void Every_fault_is_told_and_a_search_has_an_end()
    {
        var (_, faults) = Read($"?search={new string('x', 256)}&page=none&sort=none");

        Assert.Equal(["search", "sort", "page"], faults.Select(fault => fault.Split(' ')[0]));
    }

    private static (ListQuery Query, List<string> Faults) Read(string text)
    {
        var values = QueryHelpers.ParseQuery(text);
        var faults = new List<string>();
        return (ListQuery.Read(name => values.GetValueOrDefault(name), faults), faults);
    }
}
