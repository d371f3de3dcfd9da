using OfoWatcher.Intake;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Intake;

/// <summary>What is outside the input root stays outside, however a link leads there.</summary>
public sealed class LinkTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public LinkTests() =>
        Shell.Run(folder.Path, """
            mkdir -p share/site share/store/deep outside/deep
            echo secret > outside/secret.JPG; echo secret > outside/deep/secret.JPG; echo mine > share/store/mine.JPG
            """);

    public void Dispose()
    {
        Shell.Run(folder.Path, "rm -rf share"); // .NET cannot delete names that are no text.
        folder.Dispose();
    }

    [Theory]
    [InlineData("ln -s ../store/mine.JPG a.JPG")]
    [InlineData("ln -s \"$PWD/../store/mine.JPG\" a.JPG")]
    [InlineData("ln -s b a.JPG; ln -s ../store/mine.JPG b")]
    [InlineData("ln -s ../store/deep/../mine.JPG a.JPG")]
    public void A_link_to_a_file_within_the_root_is_that_file(string links)
    {
        Link(links);
        var seen = UploadEntries.Observe(folder);
        Assert.Equal(0, seen.Skipped.Count);
        Assert.Equal(5, seen.Bytes / seen.Files);
    }

    [Theory]
    [InlineData("ln -s ../../outside/secret.JPG a.JPG", "a.JPG is a link out of the input folder")]
    [InlineData("ln -s /etc/passwd a.JPG", "a.JPG is a link out of the input folder")]
    [InlineData("ln -s ../../outside a", "a is a link out of the input folder")]
    [InlineData("ln -s ../../sharex/x.JPG a.JPG; mkdir ../../sharex; echo > ../../sharex/x.JPG",
        "a.JPG is a link out of the input folder")] // A folder whose path begins like the root's.
    [InlineData("ln -s ../store a", "a is a link to a folder")]
    [InlineData("ln -s . a", "a is a link to a folder")]
    [InlineData("ln -s nowhere a.JPG", "a.JPG is a link that leads nowhere")]
    [InlineData("ln -s /no/such/file a.JPG", "a.JPG is a link that leads nowhere")]
    [InlineData("ln -s a.JPG a.JPG", "a.JPG is a link that leads nowhere")]
    public void Any_other_link_is_passed_over_and_told(string links, string told)
    {
        Link(links);
        var seen = UploadEntries.Observe(folder);
        Assert.Equal(0, seen.Files);
        Assert.Equal(new SkippedEntries(1, told), seen.Skipped);
    }

    [Theory]
    // Behind a link to a folder, ".." is that folder's parent and not where the link lies.
    [InlineData("ln -s ../../outside/deep hop; ln -s hop/../secret.JPG a.JPG")]
    // A link to a folder that is reached through one more link.
    [InlineData("ln -s ../../outside two; ln -s two/deep one; ln -s one/secret.JPG a.JPG")]
    [InlineData("ln -s ../.. up; ln -s up/outside/secret.JPG a.JPG")]
    public void A_link_out_of_the_root_by_way_of_others_is_found_out(string links)
    {
        Link(links);
        var seen = UploadEntries.Observe(folder);
        Assert.Equal(0, seen.Files);
        var target = LinkTarget.Resolve(RawPath.Of(folder["share", "site", "a.JPG"]), folder["share"]);
        Assert.Equal("is a link out of the input folder", target.Fault);
    }

    [Fact]
    public void A_ring_of_links_is_passed_over()
    {
        Link("ln -s b a.JPG; ln -s c b; ln -s a.JPG c");
        Assert.Equal(
            new SkippedEntries(3, "a.JPG is a link that leads nowhere"), UploadEntries.Observe(folder).Skipped);
    }

    [Fact]
    public void A_root_that_is_a_link_itself_counts_as_where_it_leads()
    {
        Shell.Run(folder.Path, "mv share real; ln -s real share; ln -s ../store/mine.JPG real/site/a.JPG");
        Assert.Equal(1, UploadEntries.Observe(folder).Files);
    }

    [Fact]
    public void A_link_whose_name_is_no_text_is_followed_like_any_other()
    {
        Link("ln -s ../store/mine.JPG $'\\xff.JPG'; ln -s /etc/passwd $'\\xfe.JPG'");
        var seen = UploadEntries.Observe(folder);
        Assert.Equal((1, 5), (seen.Files, seen.Bytes));
        Assert.Equal("%FE.JPG is a link out of the input folder", seen.Skipped.Example);
    }

    private void Link(string line) => Shell.Run(folder["share", "site"], line);
}
