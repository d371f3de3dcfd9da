using System.Text;
using OfoWatcher.Metashape.Configuration;

namespace OfoWatcher.Tests.Metashape.Configuration;

public sealed class ControlPointTableTests
{
    [Fact]
    public void Names_lose_their_quotes_and_numbers_may_have_spaces()
    {
        var table = Parse("\"gcp1\",\"100MEDIA/DJI_0001.JPG\", 12.5 ,800\r\ngcp2,DJI_0002.JPG,1e3,-4\n");

        Assert.Null(table.Fault);
        Assert.Empty(table.BadLines);
        Assert.Equal(
            [new ControlPointRow(1, "gcp1", "100MEDIA/DJI_0001.JPG"), new ControlPointRow(2, "gcp2", "DJI_0002.JPG")],
            table.Rows);
    }

    [Theory]
    [InlineData("marker,image,x,y", "line 1 has “x” where a number belongs (there must be no header)")]
    [InlineData("a,b.JPG,1", "line 1 has 3 fields and not 4")]
    [InlineData("a,b.JPG,1,2,3", "line 1 has 5 fields and not 4")]
    [InlineData("a,b.JPG,1,NaN", "line 1 has “NaN” where a number belongs (there must be no header)")]
    [InlineData(",b.JPG,1,2", "line 1 names no marker")]
    [InlineData("a,,1,2", "line 1 names no photo")]
    [InlineData("a,b.JPG,1,2\n\nc,d.JPG,1,2", "line 2 has 1 field and not 4")]
    public void Lines_that_make_no_sense_are_told(string text, string fault) =>
        Assert.Equal(fault, Assert.Single(Parse(text).BadLines));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n", "is empty")]
    public void Tables_that_hold_nothing_are_told(string text, string fault) => Assert.Equal(fault, Parse(text).Fault);

    [Fact]
    public void Size_lines_and_text_are_bounded()
    {
        Assert.Equal("has more than 100000 lines", Parse(string.Concat(Enumerable.Repeat("\n", 100_001)) + "x").Fault);
        Assert.Equal(
            "is larger than 8.4 MB",
            ControlPointTable.Parse("t", new byte[ControlPointTable.MostBytes + 1], true).Fault);
        Assert.Equal("is not UTF-8 text", ControlPointTable.Parse("t", [0xFF, 0xFE], true).Fault);
        Assert.Equal(5, Parse(string.Concat(Enumerable.Repeat("x\n", 1000))).BadLines.Count);
    }

    private static ControlPointTable Parse(string text) =>
        ControlPointTable.Parse("t", Encoding.UTF8.GetBytes(text), hasPhotos: true);
}
