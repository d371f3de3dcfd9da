using System.Text.Json;
using OfoWatcher.Dashboard.Listing;
using OfoWatcher.Dashboard.Projects;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Reconciling;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Reconciling.Progress;
using OfoWatcher.Tests.Dashboard.Listing;
using OfoWatcher.Tests.Dashboard.Projects;
using OfoWatcher.Tests.Dashboard.Security;
using OfoWatcher.Tests.Intake;
using OfoWatcher.Tests.Markers;
using OfoWatcher.Workflows;

namespace OfoWatcher.Tests.Dashboard;

/// <summary>The API's description, held against what is really answered.</summary>
public sealed class ApiDocumentTests
{
    private const string Document = "/api/v1/openapi.json";
    private const string Projects = "/api/v1/projects";
    private const string Project = "/api/v1/projects/{project}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_path_of_the_API_is_described_with_its_answers_and_errors()
    {
        await using var served = await ServedList.StartAsync(Rows.Waiting("oak"));

        var api = await DescriptionAsync(served);

        Assert.StartsWith("3.1", api.Root.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("/", Assert.Single(api.Root.GetProperty("servers").EnumerateArray()).GetProperty("url").GetString());
        var mapped = served.Routes.Where(route => route.Contains(" /api/", StringComparison.Ordinal)).ToList();
        Assert.Contains("GET /api/v1/projects", mapped);
        Assert.Equal(mapped.Order(), api.Operations.Select(operation => operation.Name).Order());
        Assert.All(api.Operations, described =>
        {
            Assert.NotEmpty(described.Operation.GetProperty("summary").GetString()!);
            Assert.Equal(
                described.Name.StartsWith("HEAD", StringComparison.Ordinal) ? null : "#/components/schemas/ProblemDetails",
                ProblemOf(described.Operation, "429"));
        });
    }

    [Fact]
    public async Task Files_are_described_as_whole_and_in_parts_and_with_what_may_go_wrong()
    {
        await using var served = await ServedList.StartAsync(Rows.Waiting("oak"));
        var api = await DescriptionAsync(served);

        var files = api.Operations.Where(operation => operation.Name.Contains(Project + "/", StringComparison.Ordinal)
            && !operation.Name.StartsWith("POST", StringComparison.Ordinal)).ToList();

        Assert.Equal(10, files.Count);
        Assert.All(files, file => Assert.Equal(
            ["200", "206", "304", "404", "416", "429", "503"],
            file.Operation.GetProperty("responses").EnumerateObject().Select(answer => answer.Name).Order()));
    }

    [Fact]
    public async Task Only_actions_are_said_to_need_the_token()
    {
        await using var served = await ServedList.StartAsync(Rows.Waiting("oak"));
        var api = await DescriptionAsync(served);

        var secured = api.Operations.Where(operation => operation.Operation.TryGetProperty("security", out _)).ToList();

        Assert.Equal([$"POST {Project}/retry", $"POST {Project}/stop"], secured.Select(operation => operation.Name).Order());
        var schemes = api.Root.GetProperty("components").GetProperty("securitySchemes");
        foreach (var (_, operation) in secured)
        {
            var needed = Assert.Single(operation.GetProperty("security")[0].EnumerateObject()).Name;
            Assert.Equal("bearer", schemes.GetProperty(needed).GetProperty("scheme").GetString());
        }
    }

    [Fact]
    public async Task Nothing_is_described_in_the_words_of_the_code()
    {
        await using var served = await ServedList.StartAsync(Rows.Waiting("oak"));
        var (_, _, document) = await served.GetAsync(Document);

        Assert.DoesNotMatch("(int|string|long|bool) [A-Z]\\w+\\.", document);
        Assert.Contains($"at most the latest {ProjectDetail.Most} events", document, StringComparison.Ordinal);
        Assert.Contains($"at most {ProjectFolder.MostRuns}.", document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_parameters_of_the_list_are_described_as_they_are_read()
    {
        await using var served = await ServedList.StartAsync(Rows.Waiting("oak"));
        var api = await DescriptionAsync(served);

        var parameters = api.Operation($"GET {Projects}").GetProperty("parameters").EnumerateArray()
            .ToDictionary(parameter => parameter.GetProperty("name").GetString()!, p => p.GetProperty("schema"));

        Assert.Equal(["search", "state", "stuck", "sort", "page", "pageSize"], parameters.Keys);
        foreach (var sort in parameters["sort"].GetProperty("enum").EnumerateArray())
            Assert.Empty(Faults("sort", sort.GetString()!));
        foreach (var state in parameters["state"].GetProperty("items").GetProperty("enum").EnumerateArray())
            Assert.Empty(Faults("state", state.GetString()!));
        var most = parameters["pageSize"].GetProperty("maximum").GetInt32();
        Assert.Empty(Faults("pageSize", $"{most}"));
        Assert.NotEmpty(Faults("pageSize", $"{most + 1}"));
    }

    [Theory]
    [InlineData(Projects, Projects, 200)]
    [InlineData(Projects + "?page=0", Projects, 400)]
    [InlineData(Projects + "/nobody", Project, 404)]
    [InlineData(Projects + "/nobody/map.svg", Project + "/map.svg", 404)]
    public async Task What_is_answered_has_the_properties_that_are_described_and_no_others(
        string path, string described, int status)
    {
        await using var served = await ServedList.StartAsync(Rows.Running, Rows.Waiting("oak"));
        var api = await DescriptionAsync(served);

        var answer = await served.GetAsync(path);

        Assert.Equal(status, answer.Status);
        api.Holds($"GET {described}", answer.Status, answer.Type, answer.Body);
    }

    [Fact]
    public async Task A_project_with_much_and_with_little_to_tell_is_as_described()
    {
        await using var served = new ServedShare();
        var done = served.Complete("done", "output/a.tif", "output/b.tif");
        served.Write(done with
        {
            Products = [done.Products[0] with { Url = "https://data.example.org/a.tif" }, done.Products[1]],
            Steps = [new("setup", ServedShare.Noon, 60, 1), new("match_photos", null, null, 1)],
        });
        served.Write("done", $"{done.Run}/config.yml", "a: b\n");
        served.Write("done", $"{done.Run}/log.txt", "said\n");
        served.Write("done", "report.json", """
            {"checkedAt":"2026-06-12T12:30:00Z","findings":[
              {"code":"odd","severity":"Warning","file":"a.JPG","message":"It is odd.","remedy":"Mend it."},
              {"code":"few","severity":"Error","file":"","message":"Few.","remedy":""}]}
            """);
        var going = served.Write(served.Record("going") with
        {
            LaunchedAt = ServedShare.Noon.AddHours(2),
            Plan = new RunPlan
            {
                Photos = 20,
                PhotoBytes = 1,
                EstimatedHours = 1,
                EstimatedDiskBytes = 1,
                Steps = [new("setup", "1", "1Gi"), new("finalize", "1", "1Gi")],
            },
        });
        await served.StartAsync(WatcherRole.Leader);
        Post(served, new ProjectStatus("done", ProjectState.Completed, "done"));
        Post(served, new ProjectStatus("going", ProjectState.Running, "run", 0.5));
        Post(served, new ProjectStatus("new", ProjectState.Waiting, "for its upload"));
        served.The<RunSightings>().Note("going", going.Run, new Run(
            RunPhase.Running, Steps: [new("setup", RunPhase.Running, ServedShare.Noon.AddHours(2), null, 1)]));
        var api = new ApiDescription((await served.GetAsync(Document)).Body);

        foreach (var project in new[] { "done", "going", "new" })
        {
            var (status, body) = await served.GetAsync($"{Projects}/{project}");
            api.Holds($"GET {Project}", status, "application/json", body);
        }
    }

    [Fact]
    public async Task What_actions_answer_is_as_described()
    {
        await using var site = await SiteUnderTest.StartAsync("--Dashboard:Token=" + SiteUnderTest.Token);
        Directory.CreateDirectory(site.Share.Result("oak"));
        MarkerStore.Write(site.Share.Result("oak"), SampleMarkers.Failed with { Project = "oak" });
        site.The<ProjectCatalog>().Replace(new Dictionary<string, ProjectUpload>
        {
            ["oak"] = new()
            {
                Project = "oak",
                Folder = site.Share.Project("oak"),
                Entry = UploadEntries.First(UploadEntries.Photos),
            },
        });
        using var document = await site.SendAsync(HttpMethod.Get, Document);
        var api = new ApiDescription(await document.Content.ReadAsStringAsync(Cancellation));
        var seen = new HashSet<int>();

        await HoldsAsync(site.ActAsync("oak", "retry", token: null));
        await HoldsAsync(site.ActAsync("oak", "retry", headers: ("Sec-Fetch-Site", "cross-site")));
        await HoldsAsync(site.ActAsync("nobody", "retry"));
        await HoldsAsync(site.ActAsync("oak", "retry"));
        await HoldsAsync(site.ActAsync("oak", "retry"));
        for (var guess = 0; guess < 10; guess++)
            await HoldsAsync(site.ActAsync("oak", "retry", "wrong-wrong-wrong-wrong"));
        Assert.Equal([202, 401, 403, 404, 409, 429], seen.Order());

        async Task HoldsAsync(Task<HttpResponseMessage> asked)
        {
            using var answer = await asked;
            seen.Add((int)answer.StatusCode);
            api.Holds(
                $"POST {Project}/retry",
                (int)answer.StatusCode,
                answer.Content.Headers.ContentType!.MediaType,
                await answer.Content.ReadAsStringAsync(Cancellation));
        }
    }

    [Fact]
    public async Task What_is_told_of_changes_has_the_properties_that_are_described()
    {
        await using var served = await ServedList.StartAsync(Rows.Waiting("oak"));
        var api = await DescriptionAsync(served);
        using var events = await served.ListenAsync();
        string? line;
        do
            line = await events.ReadLineAsync(Cancellation);
        while (line?.StartsWith("data: ", StringComparison.Ordinal) != true);

        api.Holds("GET /api/v1/events", 200, "text/event-stream", line["data: ".Length..]);
    }

    private static async Task<ApiDescription> DescriptionAsync(ServedList served)
    {
        var (status, type, body) = await served.GetAsync(Document);
        Assert.Equal((200, "application/json"), (status, type));
        return new ApiDescription(body);
    }

    /// <summary>What the body of a problem is described by; null when there is none.</summary>
    private static string? ProblemOf(JsonElement operation, string status) =>
        operation.GetProperty("responses").GetProperty(status).TryGetProperty("content", out var content)
            ? content.GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString()
            : null;

    private static void Post(ServedShare served, ProjectStatus status)
    {
        Directory.CreateDirectory(served.Share.Result(status.Project));
        served.The<StatusBoard>().Post(served.Share.Result(status.Project), status);
    }

    private static List<string> Faults(string name, string value)
    {
        var faults = new List<string>();
        ListQuery.Read(parameter => parameter == name ? [value] : [], faults);
        return faults;
    }
}
