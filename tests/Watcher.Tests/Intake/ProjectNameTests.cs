using FsCheck;
using FsCheck.Fluent;
using OfoWatcher.Intake;

namespace OfoWatcher.Tests.Intake;

public sealed class ProjectNameTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("2025_site-1.b", true)]
    [InlineData("", false)]
    [InlineData("..", false)]
    [InlineData("_site", false)]
    [InlineData("site.", false)]
    [InlineData("my site", false)]
    [InlineData("site\n", false)]
    [InlineData("sîte", false)]
    [InlineData("a/b", false)]
    public void The_rule_allows_what_all_programs_can_take(string name, bool expected) =>
        Assert.Equal(expected, ProjectName.IsValid(name));

    [Fact]
    public void A_name_may_have_200_characters()
    {
        Assert.True(ProjectName.IsValid(new string('a', 200)));
        Assert.False(ProjectName.IsValid(new string('a', 201)));
    }

    [Fact]
    public void The_output_folder_of_any_name_is_one_plain_component_that_no_valid_project_has() =>
        Prop.ForAll<NonNull<string>>(name =>
        {
            var folder = ProjectName.OutputFolder(name.Get);
            return folder == Path.GetFileName(folder) && folder is not ("" or "." or "..") && folder[0] != '.'
                && folder.Length <= 200 && folder.All(char.IsAscii) && !folder.Any(char.IsControl)
                && (folder == name.Get) == ProjectName.IsValid(name.Get)
                && folder == ProjectName.OutputFolder(name.Get);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a b", "a_b")]
    [InlineData("a b", "a\tb")]
    [InlineData("../etc", "..//etc")]
    public void Names_that_look_alike_when_made_legible_have_folders_of_their_own(string one, string other) =>
        Assert.NotEqual(ProjectName.OutputFolder(one), ProjectName.OutputFolder(other));
}
