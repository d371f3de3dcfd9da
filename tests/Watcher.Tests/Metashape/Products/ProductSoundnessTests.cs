using System.Buffers.Binary;
using System.Text;
using OfoWatcher.Metashape.Products;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Metashape.Products;

public sealed class ProductSoundnessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Formats =>
    [
        .. Enum.GetNames<ProductFormat>().Except([nameof(ProductFormat.Folder), nameof(ProductFormat.Other)]),
    ];

    public void Dispose() => folder.Dispose();

    private string? Judge(byte[] bytes, ProductFormat format, string name = "a.ply")
    {
        File.WriteAllBytes(folder[name], bytes);
        return ProductSoundness.FaultOf(folder[name], format, null);
    }

    private static byte[] Sound(ProductFormat format) =>
        MadeProducts.Bytes(new ExpectedProduct(ProductFolder.Output, "", format));

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_sound_file_has_no_fault(string format) =>
        Assert.Null(Judge(Sound(Enum.Parse<ProductFormat>(format)), Enum.Parse<ProductFormat>(format)));

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_file_cut_off_anywhere_in_its_second_half_is_found_out(string name)
    {
        var format = Enum.Parse<ProductFormat>(name);
        if (format == ProductFormat.Log)
            return; // What it says is another question.
        var whole = Sound(format);
        for (var length = whole.Length / 2; length < whole.Length - 10; length++)
            Assert.NotNull(Judge(whole[..length], format));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Bytes_of_anything_are_an_answer_and_never_an_error(string name)
    {
        var format = Enum.Parse<ProductFormat>(name);
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var bytes = Sound(format);
            for (var change = 0; change < 1 + (round % 20); change++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            _ = Judge(bytes, format);
        }
    }

    [Fact]
    public void What_is_missing_empty_a_link_or_of_an_earlier_try_says_so()
    {
        Assert.Equal("is not there", ProductSoundness.FaultOf(folder["gone.tif"], ProductFormat.Tiff, null));
        Assert.Equal("is empty", Judge([], ProductFormat.Other));
        File.CreateSymbolicLink(folder["link.pdf"], "/etc/hostname");
        Assert.Equal("is no file", ProductSoundness.FaultOf(folder["link.pdf"], ProductFormat.Pdf, null));
        Assert.Null(Judge("x"u8.ToArray(), ProductFormat.Other));
        var written = File.GetLastWriteTimeUtc(folder["a.ply"]);
        Assert.StartsWith(
            "is of an earlier try",
            ProductSoundness.FaultOf(folder["a.ply"], ProductFormat.Other, written.AddSeconds(1)), StringComparison.Ordinal);
        Assert.Null(ProductSoundness.FaultOf(folder["a.ply"], ProductFormat.Other, written));
    }

    [Fact]
    public void A_folder_must_be_one_and_hold_something()
    {
        Directory.CreateDirectory(folder["a.files"]);
        Assert.Equal("is empty", ProductSoundness.FaultOf(folder["a.files"], ProductFormat.Folder, null));
        Directory.CreateDirectory(folder["a.files", "0"]);
        Assert.Null(ProductSoundness.FaultOf(folder["a.files"], ProductFormat.Folder, null));
        File.WriteAllText(folder["b.files"], "x");
        Assert.Equal("is no folder", ProductSoundness.FaultOf(folder["b.files"], ProductFormat.Folder, null));
    }

    [Fact]
    public void A_LAS_file_tells_how_long_it_must_be()
    {
        Assert.Null(Judge(MadeProducts.Las(), ProductFormat.PointCloud));
        Assert.Equal(
            "ends after 674 bytes, its header says 675 bytes",
            Judge(MadeProducts.Las()[..^1], ProductFormat.PointCloud));
        Assert.Equal("holds no points", Judge([.. MadeProducts.Las(0), 0], ProductFormat.PointCloud));
        Assert.Equal(
            "is no COPC file (it has no COPC record)",
            Judge(MadeProducts.Las(), ProductFormat.CloudOptimizedPointCloud));
    }

    [Fact]
    public void A_LAZ_file_whose_writer_was_stopped_has_no_table_of_chunks()
    {
        var file = MadeProducts.Laz();
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(375), -1);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(file.Length - 8), 980);
        Assert.Null(Judge(file, ProductFormat.PointCloud)); // As one that wrote to a pipe leaves it.
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(file.Length - 8), 0);
        Assert.Contains("was not written to its end", Judge(file, ProductFormat.PointCloud), StringComparison.Ordinal);
    }

    [Fact]
    public void A_PLY_header_that_promises_more_than_any_disk_holds_is_a_file_that_ends_early()
    {
        var text = Encoding.ASCII.GetString(MadeProducts.Ply(3)).Replace("vertex 3", "vertex 18446744073709551615");
        Assert.StartsWith(
            "ends after ", Judge(Encoding.ASCII.GetBytes(text), ProductFormat.Mesh), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<a><b></a>", false)]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", false)]
    [InlineData("<document version=\"1.2.0\" path=\"{projectname}.files/project.zip\"/>\n", true)]
    [InlineData("text", false)]
    public void An_XML_document_is_read_without_a_document_type(string text, bool isSound) =>
        Assert.Equal(isSound, Judge(Encoding.UTF8.GetBytes(text), ProductFormat.Xml) is null);

    [Fact]
    public void A_long_XML_document_is_judged_by_its_head_and_its_end()
    {
        var text = $"<document>{string.Concat(Enumerable.Repeat("<camera/>", 20_000))}</document>\n";
        Assert.Null(Judge(Encoding.UTF8.GetBytes(text), ProductFormat.Xml));
        Assert.Equal(
            "is cut off (it does not end with </document>)", Judge(Encoding.UTF8.GetBytes(text[..^5]), ProductFormat.Xml));
    }

    [Theory]
    [InlineData("a.obj", "# Metashape\nv 1 2 3\n", true)]
    [InlineData("a.obj", "\0\0\0\0", false)]
    [InlineData("a.glb", "PK..........", false)]
    [InlineData("a.kmz", "PK..", true)]
    [InlineData("a.abc", "anything", true)]
    public void A_mesh_begins_as_its_extension_says(string name, string text, bool isSound) =>
        Assert.Equal(isSound, Judge(Encoding.UTF8.GetBytes(text), ProductFormat.Mesh, name) is null);

    [Fact]
    public void A_classic_TIFF_of_either_byte_order_is_sound_and_what_is_none_is_found_out()
    {
        Assert.Null(Judge(new TiffBytes(isBig: false, isLittle: false).Picture(8, 8, 4), ProductFormat.Tiff));
        Assert.Equal("is no TIFF", Judge("a text of some length"u8.ToArray(), ProductFormat.Tiff));
    }
}
