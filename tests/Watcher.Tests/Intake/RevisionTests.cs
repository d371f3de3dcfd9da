using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OfoWatcher.Intake;

namespace OfoWatcher.Tests.Intake;

public sealed class RevisionTests
{
    [Fact]
    public void The_order_of_files_makes_no_difference() =>
        Prop.ForAll<(NonEmptyString Path, uint Size)[], int>((files, seed) =>
        {
            var shuffled = files.ToArray();
            new Random(seed).Shuffle(shuffled);
            return Of(files.Select(Plain)) == Of(shuffled.Select(Plain));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_more_file_or_one_less_makes_another_revision() =>
        Prop.ForAll<(NonEmptyString Path, uint Size)[], NonEmptyString, uint>((files, path, size) =>
            Of(files.Select(Plain)) != Of(files.Select(Plain).Append((path.Get, size)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Another_size_of_any_file_makes_another_revision() =>
        Prop.ForAll<(NonEmptyString Path, uint Size)[], (NonEmptyString Path, uint Size), PositiveInt>(
            (files, file, grown) =>
                Of(files.Append(file).Select(Plain))
                    != Of(files.Select(Plain).Append((file.Path.Get, file.Size + (long)grown.Get))))
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("A", 1, "B", 2, "A", 2, "B", 1)] // The two swapped their sizes.
    [InlineData("A", 1, "B", 1, "A", 1, "C", 1)] // One was renamed.
    [InlineData("A/B", 1, "C", 1, "A", 1, "B/C", 1)]
    [InlineData("A", 1, "A", 1, "B", 2, "B", 2)] // Under XOR each pair cancels out, and both would be the empty upload.
    public void Uploads_alike_at_a_glance_are_told_apart(
        string a, long sizeA, string b, long sizeB, string c, long sizeC, string d, long sizeD) =>
        Assert.NotEqual(Of([(a, sizeA), (b, sizeB)]), Of([(c, sizeC), (d, sizeD)]));

    [Fact]
    public void Equal_hashes_do_not_cancel_out()
    {
        var file = Hash("A", 1);
        Assert.NotEqual(default, default(Revision).With(file).With(file));
        Assert.NotEqual(default(Revision).With(file), default(Revision).With(file).With(file).With(file));
    }

    [Fact]
    public void The_name_and_the_size_do_not_run_into_each_other()
    {
        // Read as one row of bytes, a file "AB" could pass for a file "A" whose size begins with the byte 'B'.
        Assert.NotEqual(Hash("AB", 0), Hash("A", 'B'));
        Assert.NotEqual(Hash("A\0", 0), Hash("A", 0));
    }

    [Fact]
    public void It_is_written_as_32_digits_and_read_back() =>
        Prop.ForAll<ulong, ulong>((upper, lower) =>
        {
            var revision = new Revision(new UInt128(upper, lower));
            var text = revision.ToString();
            return text.Length == 32 && text.All(char.IsAsciiHexDigitLower) && Revision.Parse(text) == revision;
        }).QuickCheckThrowOnFailure();

    private static (string Path, long Size) Plain((NonEmptyString Path, uint Size) file) => (file.Path.Get, file.Size);

    private static Revision Of(IEnumerable<(string Path, long Size)> files) =>
        files.Aggregate(default(Revision), (revision, file) => revision.With(Hash(file.Path, file.Size)));

    private static UInt128 Hash(string path, long size) =>
        Revision.HashFile([.. Encoding.UTF8.GetBytes(path), .. new byte[Revision.Room]], size);
}
