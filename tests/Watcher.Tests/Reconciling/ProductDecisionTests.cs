using OfoWatcher.Markers;
using OfoWatcher.Reconciling;
using OfoWatcher.Workflows;
using static OfoWatcher.Tests.Reconciling.Sightings;

namespace OfoWatcher.Tests.Reconciling;

public sealed class ProductDecisionTests
{
    private static readonly AfterRunOptions Everything =
        new() { CompletionLog = "/log", FollowUpTemplate = "next", DeleteProject = true };

    private static ProjectObservation Succeeded(params string[] faults) => Ready() with
    {
        Records = [Record()],
        Run = new Run(RunPhase.Succeeded, StartedAt: Now.AddHours(-1), EndedAt: Now),
        Products = [new Product($"{Record().Run}/output/a b.tif", 5)],
        ProductFaults = faults,
        AfterRun = AfterRunDue.Of(Everything, makesWorkflows: true),
    };

    private static ProjectDecision.Mark Decide(ProjectObservation seen) =>
        Assert.IsType<ProjectDecision.Mark>(ProjectPolicy.Decide(seen, Options, Now));

    private static RunRecord Closed(ProjectObservation seen) =>
        ActionPlan.For(seen, Decide(seen), Now).OfType<DurableAction.WriteRecord>().Last().Record;

    [Theory]
    [InlineData(1, "1 product is missing or broken: a.tif is not there")]
    [InlineData(2, "2 products are missing or broken: a.tif is not there; a.tif is not there")]
    public void A_run_that_succeeded_without_a_product_that_it_promised_failed_and_is_tried_again(
        int faults, string message)
    {
        var marker = Assert.IsType<FailedMarker>(
            Decide(Succeeded([.. Enumerable.Repeat("a.tif is not there", faults)])).Marker);
        Assert.Equal(message, marker.Message);
        Assert.NotNull(marker.RetryAt);
    }

    [Fact]
    public void A_long_list_of_missing_products_is_capped_in_the_message_and_whole_in_the_marker()
    {
        var marker = Assert.IsType<FailedMarker>(Decide(Succeeded([.. Enumerable.Repeat("x is empty", 12)])).Marker);
        Assert.EndsWith("; and 7 more", marker.Message, StringComparison.Ordinal);
        Assert.Equal(12, marker.ProductFaults.Count);
    }

    [Fact]
    public void A_run_that_is_gone_and_whose_log_says_that_it_ended_must_have_left_all_as_well()
    {
        var gone = Succeeded("a.tif is empty") with { Run = null, ProductsProveEnd = true };
        Assert.IsType<FailedMarker>(Decide(gone).Marker);
    }

    [Fact]
    public void An_upload_that_failed_does_not_repeat_hours_of_processing()
    {
        var seen = Succeeded() with
        {
            Run = new Run(RunPhase.Failed, Message: "upload failed: Error (exit code 1)", FailedStep: "upload"),
        };

        var marker = Assert.IsType<FailedMarker>(Decide(seen).Marker);
        Assert.Null(marker.RetryAt);
        Assert.Contains($"argo retry {Record().Run}", marker.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_run_that_is_gone_no_upload_is_told()
    {
        var plan = Plan(hours: 1) with { UploadTo = $"bucket/{Project}/{Record().Run}" };
        var seen = Succeeded() with { Records = [Record() with { Plan = plan }], UploadTo = "bucket" };

        Assert.All(Assert.IsType<CompletedMarker>(Decide(seen).Marker).Products, product => Assert.NotNull(product.Url));
        var gone = Assert.IsType<CompletedMarker>(Decide(seen with { Run = null, ProductsProveEnd = true }).Marker);
        Assert.All(gone.Products, product => Assert.Null(product.Url));
        Assert.Contains("whether its products were uploaded is not known", gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_Workflows_none_follows() =>
        Assert.Equal(new AfterRunDue(true, false, true), AfterRunDue.Of(Everything, makesWorkflows: false));

    [Fact]
    public void What_follows_is_due_once_the_run_is_marked_completed_and_not_when_it_failed()
    {
        Assert.Equal(new AfterRunDue(true, true, true), Closed(Succeeded()).AfterRun);
        Assert.Null(Closed(Succeeded("a.tif is empty")).AfterRun);
        Assert.Null(Closed(Succeeded() with { AfterRun = AfterRunDue.Of(new AfterRunOptions(), makesWorkflows: true) }).AfterRun);
    }

    [Fact]
    public void What_is_due_follows_the_settings_of_the_day_and_is_given_up_when_they_no_longer_ask()
    {
        var record = Closed(Succeeded());
        Assert.Collection(
            AfterRunPlan.For(record, Everything with { CompletionLog = "/other" }),
            item => Assert.Equal(new DurableAction.AppendToLog(record, "/other"), item.Do),
            item => Assert.Equal(new DurableAction.FollowUp(record, "next"), item.Do),
            item => Assert.Equal(new DurableAction.DeleteProject(record), item.Do));
        Assert.All(AfterRunPlan.For(record, new AfterRunOptions()), item => Assert.Null(item.Do));
        Assert.Empty(AfterRunPlan.For(Record() with { AfterRun = record.AfterRun }, Everything)); // It goes again.
    }

    [Theory]
    [InlineData("https://data.example.org/d/", "b/drone", "https://data.example.org/d/greasewood/r%201/a%20b.tif")]
    [InlineData("", "b/drone", "s3://b/drone/greasewood/r 1/a b.tif")]
    [InlineData("https://data.example.org/d", "b/elsewhere", "s3://b/drone/greasewood/r 1/a b.tif")]
    public void An_uploaded_product_is_found_by_its_address(string url, string uploadTo, string address)
    {
        Product[] products = [new("run/output/a b.tif", 5)];
        Assert.Equal(
            address, Assert.Single(RunReceipt.Products(products, "b/drone/greasewood/r 1", uploadTo, url)).Url);
        Assert.Null(Assert.Single(RunReceipt.Products(products, null, uploadTo, url)).Url);
    }

    [Fact]
    public void The_marker_is_a_receipt_of_the_run()
    {
        var seen = Succeeded();
        var plan = new RunPlan
        {
            Photos = 7,
            PhotoBytes = 1,
            EstimatedHours = 3.5,
            EstimatedDiskBytes = 1,
            ConfigSha256 = "ab",
        };
        var step = new RunStep("setup", RunPhase.Succeeded, Now.AddMinutes(-2), Now.AddMinutes(-1), 2);
        var marker = Assert.IsType<CompletedMarker>(Decide(seen with
        {
            Records = [Record() with { Plan = plan }],
            Run = seen.Run! with { Steps = [step], Workflow = new WorkflowIdentity("w", "u", ["i@sha256:0"]) },
        }).Marker);
        Assert.Equal((7, 3.5, "ab"), (marker.Photos, marker.EstimatedHours, marker.ConfigSha256));
        Assert.Equal(new MarkerStep("setup", Now.AddMinutes(-2), 60, 2), Assert.Single(marker.Steps));
        Assert.Equal(("w", "u"), (marker.Workflow!.Name, marker.Workflow.Uid));
    }
}
