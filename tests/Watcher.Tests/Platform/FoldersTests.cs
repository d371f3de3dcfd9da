using OfoWatcher.Platform;

namespace OfoWatcher.Tests.Platform;

public sealed class FoldersTests
{
    [Theory]
    [InlineData("/a", "/a", true)]
    [InlineData("/a", "/a/", true)]
    [InlineData("/a/", "/a/b/c", true)]
    [InlineData("/a", "/a/../a/b", true)]
    [InlineData("/a", "/a/../b", false)]
    [InlineData("/a", "/ab", false)]
    [InlineData("/a/b", "/a", false)]
    [InlineData("/", "/a", true)]
    [InlineData("/", "/", true)]
    [InlineData("/a", "/A", false)]
    [InlineData("/a", "/a//b", true)]
    public void A_folder_contains_itself_and_what_lies_below(string outer, string inner, bool expected) =>
        Assert.Equal(expected, Folders.Contains(outer, inner));

    [Theory]
    [InlineData("/a/", "/a")]
    [InlineData("/a/./b/..", "/a")]
    [InlineData("/", "/")]
    public void A_normal_path_has_no_slash_at_its_end(string path, string normal) =>
        Assert.Equal(normal, Folders.Normalize(path));
}
