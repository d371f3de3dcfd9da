using System.Text;
using OfoWatcher.Intake;

namespace OfoWatcher.Tests.Intake;

public sealed class FileNamesTests
{
    [Theory]
    [InlineData("DJI_0001.JPG")]
    [InlineData("DJI_0001.JPG.bak")]
    [InlineData("notes.txt")]
    [InlineData("partial")]
    [InlineData("tmp")]
    [InlineData("photo.party")]
    [InlineData("photo.tmp.JPG")]
    [InlineData("~photo.JPG")]
    [InlineData("DJI_0001.AbCdEf")] // Without the dot in front rsync did not write it.
    [InlineData("_uploaded")]
    [InlineData("_HOLD.txt")]
    [InlineData("hold")]
    [InlineData("Accept.txt")]
    [InlineData("nfs0001")]
    [InlineData("Ünïcödé.jpg")]
    public void These_are_content(string name) => Assert.Equal(FileKind.Content, Classify(name));

    [Theory]
    [InlineData(".DJI_0001.JPG.XctmS1")] // rsync
    [InlineData(".DJI_0001.JPG.000000")]
    [InlineData(".a.AbCdEf")]
    [InlineData(".DS_Store.AbCdEf")] // rsync at work on litter is at work.
    [InlineData("DJI_0001.JPG.a1b2c3d4.partial")] // rclone
    [InlineData("DJI_0001.JPG.PARTIAL")]
    [InlineData("DJI_0001.JPG.filepart")] // WinSCP
    [InlineData("DJI_0001.JPG.part")]
    [InlineData("DJI_0001.JPG.tmp")]
    [InlineData("DJI_0001.Tmp")]
    [InlineData("DJI_0001.JPG~")]
    public void These_are_unfinished(string name)
    {
        Assert.Equal(FileKind.Partial, Classify(name));
        Assert.Equal(FileKind.Partial, Classify(name, inProjectFolder: false));
    }

    [Theory]
    [InlineData("._DJI_0001.JPG")]
    [InlineData("._DJI_0001.JPG.AbCdEf")]
    [InlineData(".DS_Store")]
    [InlineData("Thumbs.db")]
    [InlineData("thumbs.DB")]
    [InlineData("desktop.ini")]
    [InlineData("Desktop.ini")]
    [InlineData(".nfs000000000123abcd00000001")]
    [InlineData(".hidden")]
    [InlineData(".hidden.JPG")]
    [InlineData(".a.AbCdE")] // Five characters are none of mkstemp's.
    [InlineData("..AbCdEf")] // There must be a name between the dots.
    [InlineData(".a.AbC-Ef")]
    public void These_are_no_content_at_all(string name) => Assert.Equal(FileKind.Ignored, Classify(name));

    [Theory]
    [InlineData("_HOLD")]
    [InlineData("_CANCEL")]
    [InlineData("_PRIORITY")]
    [InlineData("_RETRY")]
    [InlineData("accept.txt")]
    [InlineData("_UPLOADED")]
    public void Control_files_count_right_in_the_project_folder_only(string name)
    {
        Assert.Equal(FileKind.Control, Classify(name));
        Assert.Equal(FileKind.Content, Classify(name, inProjectFolder: false));
    }

    [Fact]
    public void The_upload_complete_marker_has_the_name_of_the_setting()
    {
        Assert.Equal(FileKind.Control, FileNames.Classify("done.tmp"u8, true, "done.tmp"u8));
        Assert.Equal(FileKind.Content, FileNames.Classify("_UPLOADED"u8, true, "done.tmp"u8));
    }

    [Fact]
    public void Names_that_are_no_text_are_content_unless_their_end_says_otherwise()
    {
        Assert.Equal(FileKind.Content, FileNames.Classify([0xFF, 0xFE], true, "_UPLOADED"u8));
        Assert.Equal(FileKind.Partial, FileNames.Classify([0xFF, .. ".part"u8], true, "_UPLOADED"u8));
    }

    [Theory]
    [InlineData(".rsync-partial", true)]
    [InlineData(".~tmp~", true)]
    [InlineData(".rsync-partial2", false)]
    [InlineData("rsync-partial", false)]
    public void Folders_of_rsync_are_known_by_name(string name, bool expected) =>
        Assert.Equal(expected, FileNames.IsRsyncFolder(Encoding.UTF8.GetBytes(name)));

    [Theory]
    [InlineData("a.jpg", true)]
    [InlineData("a.JPEG", true)]
    [InlineData("a.TIF", true)]
    [InlineData("a.tiff", true)]
    [InlineData("a.dng", true)]
    [InlineData("a.PNG", true)]
    [InlineData("ajpg", false)]
    [InlineData("a.jpg.txt", false)]
    [InlineData("a.mp4", false)]
    public void Photos_are_known_by_suffix(string name, bool expected) =>
        Assert.Equal(expected, FileNames.LooksLikePhoto(Encoding.UTF8.GetBytes(name)));

    private static FileKind Classify(string name, bool inProjectFolder = true) =>
        FileNames.Classify(Encoding.UTF8.GetBytes(name), inProjectFolder, "_UPLOADED"u8);
}
