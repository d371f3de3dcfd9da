using System.Text.Json;
using OfoWatcher.Reconciling;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Dashboard.Listing;

public sealed class ProjectsApiTests
{
    [Fact]
    public async Task The_list_is_searched_filtered_sorted_and_paged_by_the_server()
    {
        await using var served = await ServedList.StartAsync(
            Rows.Many(10_000).Append(new ProjectStatus("oak & <b>", ProjectState.Running, "10 %", 0.1)));

        using var all = await JsonAsync(served, "/api/v1/projects?page=9999&pageSize=200&sort=-project");
        Assert.Equal((51, 51, 10_001), (Number(all, "page"), Number(all, "pages"), Number(all, "total")));
        Assert.Equal("oak & <b>", Assert.Single(Names(all)));
        Assert.Equal("process 1 on host", all.RootElement.GetProperty("watcher").GetString());
        Assert.Equal("leader", all.RootElement.GetProperty("role").GetString());
        using var found = await JsonAsync(served, "/api/v1/projects?search=OAK%20%26&state=Running&state=Failed");
        Assert.Equal(["oak & <b>"], Names(found));
        using var other = await JsonAsync(served, "/api/v1/projects?search=oak&state=Failed");
        Assert.Empty(Names(other));
        Assert.Equal(1, other.RootElement.GetProperty("counts").GetProperty("Running").GetInt32());
    }

    [Theory]
    [InlineData("state=%3Cscript%3E")]
    [InlineData("page=0&sort=rank")]
    public async Task A_query_that_makes_no_sense_is_a_problem_that_says_why(string query)
    {
        await using var served = await ServedList.StartAsync(Rows.Waiting("oak"));

        var (status, type, body) = await served.GetAsync($"/api/v1/projects?{query}");

        Assert.Equal((400, "application/problem+json"), (status, type));
        using var problem = JsonDocument.Parse(body);
        Assert.Equal(400, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Contains(" must be ", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("script", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folders_that_cannot_be_read_are_a_problem_that_tells_nothing_of_the_server()
    {
        await using var served = await ServedList.StartAsync(
            () => throw new IOException("The output folder /mnt/secret does not exist"));

        var (status, type, body) = await served.GetAsync("/api/v1/projects");

        Assert.Equal((503, "application/problem+json"), (status, type));
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_knows_the_version_gets_the_list_only_when_it_has_changed()
    {
        var words = "for its turn";
        await using var served = await ServedList.StartAsync(() => Rows.Reading(Rows.Waiting("oak", words)));
        using var first = await served.AskAsync("/api/v1/projects");
        var tag = first.Headers.ETag!.ToString();

        using (var same = await served.AskAsync("/api/v1/projects", known: tag))
            Assert.Equal(304, (int)same.StatusCode);
        words = "for a person";
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await served.AskAsync("/api/v1/projects", known: tag);
                return (int)answer.StatusCode == 200 && answer.Headers.ETag!.ToString() != tag;
            },
            "the list is given again");
    }

    private static async Task<JsonDocument> JsonAsync(ServedList served, string path)
    {
        var (status, type, body) = await served.GetAsync(path);
        Assert.Equal((200, "application/json"), (status, type));
        return JsonDocument.Parse(body);
    }

    private static int Number(JsonDocument page, string name) => page.RootElement.GetProperty(name).GetInt32();

    private static List<string> Names(JsonDocument page) =>
    [
        .. page.RootElement.GetProperty("projects").EnumerateArray()
            .Select(project => project.GetProperty("project").GetString()!),
    ];
}
