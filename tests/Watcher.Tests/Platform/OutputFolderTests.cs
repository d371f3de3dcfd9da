using OfoWatcher.Platform;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Platform;

public sealed class OutputFolderTests
{
    [Fact]
    public void Without_the_lock_file_it_is_another_volume()
    {
        using var folder = new TemporaryFolder();
        var output = new OutputFolder(folder.Path + "/");
        var words = $"the output folder {folder.Path} is not the one that the watcher started on, as if its volume were not mounted";
        Assert.Equal(words, Assert.Throws<IOException>(output.ThrowIfGone).Message);
        Assert.Equal(words, output.Probe());

        Directory.CreateDirectory(output.Cache);
        File.WriteAllText(output.LockFile, "");
        output.ThrowIfGone();
        Assert.Null(output.Probe());
    }

    [Fact]
    public void Another_volume_with_a_lock_file_of_its_own_is_not_the_one_that_was_locked()
    {
        using var folder = new TemporaryFolder();
        var output = new OutputFolder(folder["results"]);
        Directory.CreateDirectory(output.Cache);
        File.WriteAllText(output.LockFile, "");
        output.ThrowIfGone();
        Directory.Move(output.Root, folder["unmounted"]);
        Directory.CreateDirectory(output.Cache);
        File.WriteAllText(output.LockFile, "");
        Assert.Throws<IOException>(output.ThrowIfGone);

        Directory.Delete(output.Root, recursive: true);
        Directory.Move(folder["unmounted"], output.Root);
        output.ThrowIfGone();
    }

    [Fact]
    public void A_volume_that_became_read_only_is_told_in_the_words_of_the_system()
    {
        using var volume = SmallVolume.Mount();
        var output = new OutputFolder(volume["results"]);
        Directory.CreateDirectory(output.Cache);
        File.WriteAllText(output.LockFile, "");
        Assert.Null(output.Probe());
        volume.MakeReadOnly();
        Assert.Contains("Read-only file system", output.Probe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/results", true)]
    [InlineData("results", false)]
    [InlineData("", false)]
    public void The_setting_is_an_absolute_path(string root, bool isGood)
    {
        var errors = new OutputOptionsValidator().Validate(new OutputOptions { Root = root }).Errors;
        Assert.Equal(
            isGood ? [] : [$"Output:Root is \"{root}\" but must be an absolute path"],
            errors.Select(error => SettingRules.Describe(OutputOptions.Section, error)));
    }
}
