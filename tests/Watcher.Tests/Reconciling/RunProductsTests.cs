using OfoWatcher.Metashape.Configuration;
using OfoWatcher.Reconciling;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Workflows;
using static OfoWatcher.Tests.Reconciling.Sightings;

namespace OfoWatcher.Tests.Reconciling;

public sealed class RunProductsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RunRecord record;

    public RunProductsTests()
    {
        record = Record();
        record = record with { Folder = folder[Project, record.Run] };
        Directory.CreateDirectory(record.Folder);
        File.WriteAllBytes(record.ConfigFile, DefaultConfig.Read());
        MadeProducts.WriteAll(record.Folder, Project);
    }

    public void Dispose() => folder.Dispose();

    private string InOutput(string name) => folder[Project, record.Run, "output", name];

    [Fact]
    public void All_that_the_configuration_promises_comes_first_and_other_files_after_it()
    {
        File.WriteAllText(InOutput("a_note.txt"), "x");

        var left = RunProducts.Of(record, knowsProducts: true);

        Assert.Empty(left.Faults);
        Assert.Equal(
            [.. MadeProducts.NamesOf(Project), "a_note.txt"],
            left.Products.Select(product => Path.GetFileName(product.Path)));
    }

    [Fact]
    public void What_is_missing_or_broken_is_listed_and_a_name_that_only_resembles_does_not_help()
    {
        File.Move(InOutput($"{Project}_dsm-ptcloud.tif"), InOutput($"{Project}_b_dsm-ptcloud.tif"));
        File.WriteAllText(InOutput($"{Project}_log.txt"), "Finished\n");
        File.Delete(folder[Project, record.Run, "project", $"{Project}.psx"]);

        Assert.Equal(
            [
                $"{Project}_log.txt does not say that the run came to its end",
                $"{Project}_dsm-ptcloud.tif is not there",
                $"{Project}.psx is not there",
            ],
            RunProducts.Of(record, knowsProducts: true).Faults);
    }

    [Fact]
    public void Of_a_resubmitted_run_what_the_earlier_Workflow_left_does_not_count()
    {
        var made = DateTimeOffset.UtcNow.AddHours(-1);
        var old = InOutput($"{Project}_ortho-mesh.tif");
        File.SetLastWriteTimeUtc(old, made.AddHours(-1).UtcDateTime);
        File.SetLastWriteTimeUtc(InOutput($"{Project}_report.pdf"), made.AddMinutes(-4).UtcDateTime); // Clocks differ.

        var left = RunProducts.Of(record with { Workflow = "other", WorkflowCreatedAt = made }, knowsProducts: true);

        Assert.StartsWith(
            $"{Project}_ortho-mesh.tif is of an earlier try", Assert.Single(left.Faults), StringComparison.Ordinal);
        Assert.DoesNotContain(left.Products, product => Path.GetFileName(product.Path) == Path.GetFileName(old));
        Assert.Empty(RunProducts.Of(record with { RevivedAt = DateTimeOffset.UtcNow }, knowsProducts: true).Faults);
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("[1, 2]")]
    [InlineData("a: {")]
    public void A_damaged_configuration_is_a_fault_and_no_error(string text)
    {
        File.WriteAllText(record.ConfigFile, text);

        Assert.Contains(
            "config.yml is damaged", Assert.Single(RunProducts.Of(record, knowsProducts: true).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_takes_no_configuration_may_leave_what_it_likes()
    {
        Directory.Delete(folder[Project, record.Run, "output"], recursive: true);
        Directory.CreateDirectory(folder[Project, record.Run, "output"]);
        File.WriteAllText(InOutput("draft.tif"), "x");

        Assert.Empty(RunProducts.Of(record, knowsProducts: false).Faults);
        Assert.Single(RunProducts.Of(record, knowsProducts: false).Products);
        File.Delete(record.ConfigFile);
        Assert.Empty(RunProducts.Of(record, knowsProducts: true).Faults); // Of a version before configurations.
    }
}
