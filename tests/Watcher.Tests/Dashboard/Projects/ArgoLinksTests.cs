using OfoWatcher.Dashboard;
using OfoWatcher.Dashboard.Projects;
using OfoWatcher.Tests.Workflows.Argo;

namespace OfoWatcher.Tests.Dashboard.Projects;

public sealed class ArgoLinksTests
{
    [Theory]
    [InlineData("", "argo", null)]
    [InlineData("https://argo.example.org/workflows/{namespace}/{workflow}", "argo", "https://argo.example.org/workflows/argo/oak%2F1")]
    [InlineData("https://argo.example.org/{workflow}#{workflow}", null, "https://argo.example.org/oak%2F1#oak%2F1")]
    [InlineData("https://argo.example.org/workflows/{namespace}/{workflow}", null, null)]
    [InlineData("https://argo.example.org/{namespace}/{workflow}", "a b&{workflow}", "https://argo.example.org/a%20b%26%7Bworkflow%7D/oak%2F1")]
    public void A_run_of_Argo_has_the_address_that_the_template_makes(string template, string? space, string? expected)
    {
        var links = new ArgoLinks(() => template, () => space);

        Assert.Equal(expected, links.Of(ArgoRuns.Record() with { Workflow = "oak/1" }));
        Assert.Null(links.Of(ArgoRuns.Record() with { Engine = "local" }));
    }

    [Theory]
    [InlineData("https://argo.example.org/workflows/{namespace}/{workflow}", true)]
    [InlineData("http://localhost:2746/{workflow}?tab=workflow", true)]
    [InlineData("https://argo.example.org/workflows", false)]
    [InlineData("https://argo.example.org/{workflow}/{run}", false)]
    [InlineData("https://argo.example.org/{workflow", false)]
    [InlineData("https://argo.example.org/{{workflow}}", false)]
    [InlineData("javascript:alert('{workflow}')", false)]
    [InlineData("ftp://argo.example.org/{workflow}", false)]
    [InlineData("/workflows/{workflow}", false)]
    [InlineData("argo.example.org/{workflow}", false)]
    [InlineData("https://me:secret@argo.example.org/{workflow}", false)]
    public void A_template_is_an_address_of_the_web_that_names_the_Workflow(string template, bool isGood)
    {
        var faults = new DashboardOptionsValidator().Validate(new DashboardOptions { ArgoUrl = template }).Errors;

        Assert.Equal(isGood, faults.Count == 0);
        if (!isGood)
            Assert.Contains("has {workflow} in it", Assert.Single(faults).ErrorMessage);
    }
}
