using System.Security.Cryptography;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Validation;
using OfoWatcher.Validation.Manifests;

namespace OfoWatcher.Tests.Validation;

public sealed class ManifestTests : IDisposable
{
    private const string Site = "site";

    private readonly TemporaryFolder share = new();

    public ManifestTests()
    {
        Directory.CreateDirectory(share[Site, "data"]);
        for (var number = 1; number <= 15; number++)
            File.WriteAllBytes(share[Site, "data", MadeImagery.Name(number)], SurveyPhotos.Bytes(number));
    }

    public void Dispose() => share.Dispose();

    [Theory]
    [InlineData("manifest-md5.txt", "{0}  {1}")]
    [InlineData("MD5SUMS", "{0} *./{1}")]
    [InlineData("manifest-sha256.txt", "{0} {1}")]
    [InlineData("SHA256SUMS", "{0}\t{1}")]
    public void Files_that_agree_with_the_manifest_are_no_finding_however_it_is_written(string name, string format)
    {
        Write(name, Lines(name, format));
        Assert.Empty(Findings());

        Write(name, string.Join("\r\n", ["\uFEFF", "# a comment", .. Lines(name, format).Select(line => line.ToUpperInvariant()
            .Replace("DATA/", "data\\", StringComparison.Ordinal))]));
        Assert.Empty(Findings());
    }

    [Theory]
    [InlineData("manifest-md5.txt")]
    [InlineData("SHA256SUMS")]
    public void One_byte_that_differs_is_found_and_so_are_missing_and_unlisted_photos(string name)
    {
        Write(name, Lines(name, "{0}  {1}"));
        var changed = share[Site, "data", "DJI_0003.JPG"];
        var bytes = File.ReadAllBytes(changed);
        bytes[^10] ^= 1;
        File.WriteAllBytes(changed, bytes);
        File.Move(share[Site, "data", "DJI_0015.JPG"], share[Site, "data", "DJI_0016.JPG"]);

        var findings = Findings();

        Assert.Equal(
            [
                (FindingCodes.ManifestMissing, $"data/DJI_0015.JPG is listed in {name} and missing."),
                (FindingCodes.ManifestMismatch, $"data/DJI_0003.JPG differs from the checksum in {name}."),
                (FindingCodes.ManifestUnlisted, $"data/DJI_0016.JPG is not listed in {name}."),
            ],
            findings.Where(finding => finding.Code.StartsWith("manifest", StringComparison.Ordinal))
                .Select(finding => (finding.Code, finding.Message)));
        Assert.Equal([true, true, false], findings.Take(3).Select(finding => finding.Stops));
    }

    [Fact]
    public void Both_checksums_of_a_file_must_agree()
    {
        Write("MD5SUMS", Lines("MD5SUMS", "{0}  {1}"));
        Write("SHA256SUMS", Lines("SHA256SUMS", "{0}  {1}").Select((line, i) => i == 0 ? "00" + line[2..] : line));

        var finding = Assert.Single(Findings());

        Assert.Equal((FindingCodes.ManifestMismatch, "data/DJI_0001.JPG"), (finding.Code, finding.File));
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("/etc/hostname")]
    [InlineData("data/../../secret")]
    [InlineData("..\\secret")]
    [InlineData("C:\\secret")]
    public void A_path_that_leaves_the_folder_is_refused_and_never_opened(string path)
    {
        File.WriteAllText(share["secret"], "x");
        Write("MD5SUMS", [.. Lines("MD5SUMS", "{0}  {1}"), $"9dd4e461268c8034f5c8564e155c67a6  {path}"]);

        var finding = Assert.Single(Findings());

        Assert.Equal(
            (FindingCodes.ManifestUnreadable, "MD5SUMS has no checksum and path within the folder in line 16."),
            (finding.Code, finding.Message));
    }

    [Fact]
    public void A_link_is_not_followed_out_of_the_folder()
    {
        File.CreateSymbolicLink(share[Site, "link.txt"], "/etc/hostname");
        var hash = Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.MD5, File.ReadAllBytes("/etc/hostname")));
        Write("MD5SUMS", [.. Lines("MD5SUMS", "{0}  {1}"), $"{hash}  link.txt"]);

        Assert.Contains(Findings(), finding => finding is { Code: FindingCodes.ManifestMissing, File: "link.txt" });
    }

    [Fact]
    public void Nonsense_is_one_finding_however_long_it_is()
    {
        Write("SHA256SUMS", Enumerable.Range(0, 1000).Select(number => new string((char)('a' + (number % 26)), number)));

        var finding = Assert.Single(Findings());

        Assert.Equal(FindingCodes.ManifestUnreadable, finding.Code);
        Assert.Contains("it goes on 998 times more", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mkfifo")]
    [InlineData("mkdir")]
    [InlineData("ln -s /dev/zero")]
    [InlineData("truncate -s 5G")]
    public void What_only_has_a_manifests_name_hangs_nothing(string make)
    {
        foreach (var name in (string[])["MD5SUMS", "accept.txt", "bag-info.txt", "_UPLOADED"])
            Shell.Run(share[Site], $"{make} {name}");

        var report = Validate(new ValidationOptions());

        Assert.True(report.MayRun || report.Findings.All(finding => finding.Code == FindingCodes.LinkSkipped || !finding.Stops));
    }

    [Fact]
    public void No_checksum_is_computed_when_nobody_wants_to_know()
    {
        Write("MD5SUMS", Lines("MD5SUMS", "{0}  {1}").Select(line => "00" + line[2..]));
        var off = new ValidationOptions
        {
            Severities = new Dictionary<string, FindingWeight> { [FindingCodes.ManifestMismatch] = FindingWeight.Off },
        };
        var (alive, offAlive) = (0, 0);
        new ManifestReader(share[Site], new(), () => Interlocked.Increment(ref alive), default).Read("_UPLOADED", new());
        var check = new ManifestReader(share[Site], off, () => Interlocked.Increment(ref offAlive), default)
            .Read("_UPLOADED", new());

        Assert.Equal((0, 15), (check.Different.Count, alive - offAlive)); // A sign of life for each piece that is read.
        Assert.Empty(Validate(off).Findings);
    }

    [Fact]
    public void Reading_ends_when_it_is_called_off()
    {
        Write("MD5SUMS", Lines("MD5SUMS", "{0}  {1}"));
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
            new ManifestReader(share[Site], new(), () => { }, source.Token).Read("_UPLOADED", new()));
    }

    [Theory]
    [InlineData("15", null)]
    [InlineData("15\r\nby the copy script\n", null)]
    [InlineData("", null)]
    [InlineData("done", null)]
    [InlineData("-3", null)]
    [InlineData("99999999999999999999999", null)]
    [InlineData("812\n", "_UPLOADED says 812 photos, but 15 photos are here.")]
    [InlineData("812 photos", "_UPLOADED says 812 photos, but 15 photos are here.")]
    [InlineData("812 files", "_UPLOADED says 812 photos, but 15 photos are here.")]
    [InlineData("812 GB", null)]
    [InlineData("1", null)] // echo 1: done.
    [InlineData("14", null)] // Too few for a survey.
    [InlineData("1781260200", null)] // date +%s
    public void The_complete_marker_may_say_how_many_photos_there_are(string content, string? message)
    {
        File.WriteAllText(share[Site, "_UPLOADED"], content);

        Assert.Equal(message is null ? [] : [message], Findings().Select(finding => finding.Message));
    }

    [Fact]
    public void Photos_that_Metashape_passes_over_were_counted_too()
    {
        File.Move(share[Site, "data", "DJI_0015.JPG"], share[Site, "data", "DJI_0015.jpeg"]);
        File.WriteAllText(share[Site, "_UPLOADED"], "15");

        Assert.DoesNotContain(Findings(), finding => finding.Code == FindingCodes.CountMismatch);
    }

    [Fact]
    public void The_payload_of_a_bag_must_have_its_number_and_size()
    {
        var bytes = Directory.EnumerateFiles(share[Site, "data"]).Sum(file => new FileInfo(file).Length);
        File.WriteAllText(share[Site, "bag-info.txt"], $"Source: x\nPayload-Oxum: {bytes}.15\n");
        Assert.Empty(Findings());

        File.Delete(share[Site, "data", "DJI_0015.JPG"]);
        var finding = Findings()[^1];

        Assert.Equal(FindingCodes.CountMismatch, finding.Code);
        Assert.StartsWith($"bag-info.txt says 15 files of together {bytes} bytes, but 14 files of", finding.Message);
    }

    private IReadOnlyList<Finding> Findings() => Validate(new ValidationOptions()).Findings;

    private ValidationReport Validate(ValidationOptions options) => ProjectValidator.Validate(
        new ProjectImagery { Project = Site, Folders = [share[Site]], Options = options },
        null, TestContext.Current.CancellationToken);

    private void Write(string name, params IEnumerable<string> lines) =>
        File.WriteAllText(share[Site, name], string.Join('\n', lines) + "\n");

    private List<string> Lines(string name, string format) =>
    [
        .. Directory.EnumerateFiles(share[Site, "data"]).Order(StringComparer.Ordinal).Select(file => string.Format(
            System.Globalization.CultureInfo.InvariantCulture, format,
            Convert.ToHexStringLower(name.Contains("md5", StringComparison.OrdinalIgnoreCase)
                ? CryptographicOperations.HashData(HashAlgorithmName.MD5, File.ReadAllBytes(file))
                : SHA256.HashData(File.ReadAllBytes(file))),
            "data/" + Path.GetFileName(file))),
    ];

    [Fact]
    public void Manifests_that_list_themselves_and_each_other_are_passed_over()
    {
        const string ofNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        Write("MD5SUMS", [.. Lines("MD5SUMS", "{0}  {1}"), "d41d8cd98f00b204e9800998ecf8427e  SHA256SUMS"]);
        Write("SHA256SUMS", [.. Lines("SHA256SUMS", "{0}  {1}"), $"{ofNothing}  SHA256SUMS", $"{ofNothing}  MD5SUMS"]);

        Assert.Empty(Findings());
    }

    [Fact]
    public void A_manifest_of_very_many_lines_is_not_taken_in()
    {
        Write("MD5SUMS", [.. Lines("MD5SUMS", "{0}  {1}"), .. Enumerable.Repeat("", 500_000)]);

        var finding = Assert.Single(Findings());

        Assert.Equal(
            (FindingCodes.ManifestUnreadable, "MD5SUMS has more than 500000 lines."), (finding.Code, finding.Message));
    }

    [Fact]
    public void Lines_are_kept_to_a_length_that_no_path_has_and_end_in_any_way()
    {
        File.WriteAllText(share["lines"], "a\r\n\r\nb\rc\n\n" + new string('x', 1_000_000) + "\nd");

        var lines = SmallTextFile.Read(share.Path, "lines", 2_000_000)!.Value.Lines;

        Assert.Equal(["a", "", "b", "c", "", new string('x', SmallTextFile.LongestLine), "d"], lines);
    }
}
