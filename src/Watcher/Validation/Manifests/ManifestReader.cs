using System.Globalization;
using System.Text;
using OfoWatcher.Intake;
using OfoWatcher.Metashape;
using OfoWatcher.Platform;

namespace OfoWatcher.Validation.Manifests;

/// <summary>
/// Reads what an upload says of itself: manifests (<c>manifest-md5.txt</c>, <c>manifest-sha256.txt</c>, <c>MD5SUMS</c>,
/// <c>SHA256SUMS</c>), the <c>Payload-Oxum</c> of BagIt's <c>bag-info.txt</c>, and a number of photos as the first line
/// of the upload-complete marker.
/// </summary>
/// <param name="folder">The project's folder.</param>
/// <param name="alive">Called again and again, as a sign of life.</param>
internal sealed class ManifestReader(
    string folder, ValidationOptions options, Action alive, CancellationToken cancellationToken)
{
    private const string BagInfo = "bag-info.txt";
    private const string PayloadFolder = "data/";
    private const string PayloadCount = "Payload-Oxum:";

    // Twenty thousand photos with long paths take 4 MB.
    private const int MostBytes = 32 * 1024 * 1024;
    private const int MostLines = 500_000;
    private const int MostBytesOfCounts = 64 * 1024;
    private const int Md5Digits = 32;
    private const int Sha256Digits = 64;
    private const int MostPhotos = 1_000_000;

    private static readonly (string Name, int Digits)[] Known =
    [
        ("manifest-md5.txt", Md5Digits), ("MD5SUMS", Md5Digits),
        ("manifest-sha256.txt", Sha256Digits), ("SHA256SUMS", Sha256Digits),
    ];

    // A manifest that is written into the folder it lists has no checksum of itself, nor of one that is written later.
    private static readonly HashSet<string> OfManifests =
    [
        .. Known.Select(known => known.Name), BagInfo, "bagit.txt", "tagmanifest-md5.txt", "tagmanifest-sha256.txt",
    ];

    private readonly Dictionary<string, ListedChecksums> listed = [];
    private readonly List<string> names = [];
    private readonly CappedList<string> faults = new(fault => fault);

    /// <exception cref="FolderUnreadableException">A folder could not be read.</exception>
    /// <exception cref="IOException">The share failed.</exception>
    public ManifestCheck Read(string completeMarker, ImageryInventory inventory)
    {
        foreach (var (name, digits) in Known)
            ReadManifest(name, digits);
        var payload = PayloadOf(SmallTextFile.Read(folder, BagInfo, MostBytesOfCounts)?.Lines ?? []);
        var photos = CountIn(SmallTextFile.Read(folder, completeMarker, MostBytesOfCounts)?.Lines ?? []);
        if (names.Count == 0 && payload is null && photos is null)
            return ManifestCheck.None;

        var files = names.Count == 0 && payload is null
            ? new Dictionary<string, long>()
            : UploadedFiles.Find(folder, completeMarker, alive, cancellationToken);
        return Compare(files) with
        {
            Names = names,
            Faults = faults,
            Counts = [.. Counts(completeMarker, payload, photos, files, inventory)],
        };
    }

    private void ReadManifest(string name, int digits)
    {
        if (SmallTextFile.Read(folder, name, MostBytes) is not { } file)
            return;
        names.Add(name);
        if (!file.IsWhole)
        {
            faults.Add($"{name} is larger than {Words.Size(MostBytes)}");
            return;
        }

        var entries = new List<ManifestLine>();
        var number = 0;
        foreach (var line in file.Lines)
        {
            if (++number > MostLines)
            {
                faults.Add($"{name} has more than {MostLines} lines");
                return;
            }

            if (string.IsNullOrWhiteSpace(line) || line.StartsWith('#'))
                continue;
            if (ManifestLine.Parse(line, digits) is not { } entry)
            {
                faults.Add($"{name} has no checksum and path within the folder in line {number}");
                continue;
            }

            if (!OfManifests.Contains(entry.Path))
                entries.Add(entry);
        }

        foreach (var entry in entries)
        {
            var known = listed.GetValueOrDefault(entry.Path, new ListedChecksums(null, null));
            listed[entry.Path] = digits == Md5Digits
                ? known with { Md5 = entry.Checksum }
                : known with { Sha256 = entry.Checksum };
        }
    }

    private ManifestCheck Compare(IReadOnlyDictionary<string, long> files)
    {
        var check = new ManifestCheck();
        var present = new List<(string File, ListedChecksums Listed)>();
        foreach (var (file, checksums) in listed.Where(pair => IsContent(pair.Key)))
        {
            if (files.ContainsKey(file))
                present.Add((file, checksums));
            else
                check.Missing.Add(file);
        }

        foreach (var photo in files.Keys.Where(file => listed.Count > 0 && PhotoSelection.PicksUp(file)))
        {
            if (!listed.ContainsKey(photo))
                check.Unlisted.Add(photo);
        }

        // Reading every byte of a survey takes minutes: not for an answer that nobody wants.
        if (options.IsOff(FindingCodes.ManifestMismatch))
            return check;
        var results = Checksums.Compare(folder, present, alive, cancellationToken);
        for (var index = 0; index < present.Count; index++)
        {
            if (results[index] == ChecksumResult.Different)
                check.Different.Add(present[index].File);
            else if (results[index] == ChecksumResult.Unreadable)
                check.Missing.Add(present[index].File);
        }

        return check;
    }

    private static IEnumerable<ExpectedCount> Counts(
        string completeMarker, (long Bytes, long Files)? payload, long? photos,
        IReadOnlyDictionary<string, long> files, ImageryInventory inventory)
    {
        if (payload is { } said)
        {
            var inPayload = files.Where(f => f.Key.StartsWith(PayloadFolder, StringComparison.Ordinal)).ToList();
            yield return new ExpectedCount(
                BagInfo, "file", said.Files, inPayload.Count, said.Bytes, inPayload.Sum(file => file.Value));
        }

        // Those that Metashape would pass over are photos to whoever counted them.
        if (photos is { } count)
        {
            yield return new ExpectedCount(
                completeMarker, "photo", count, inventory.Photos.Count + inventory.Ignored.Count, null, 0);
        }
    }

    /// <summary>Whether a listed file would be seen if it were there: hidden ones and litter are not.</summary>
    private static bool IsContent(string path) => path.Split('/').All(part => part[0] != '.')
        && FileNames.Classify(Encoding.UTF8.GetBytes(path.Split('/')[^1]), !path.Contains('/'), default)
            == FileKind.Content;

    // RFC 8493, 2.2.2: "Payload-Oxum: OctetCount.StreamCount".
    private static (long Bytes, long Files)? PayloadOf(IEnumerable<string> lines)
    {
        var line = lines.FirstOrDefault(l => l.StartsWith(PayloadCount, StringComparison.OrdinalIgnoreCase));
        var parts = line?[PayloadCount.Length..].Trim().Split('.') ?? [];
        return parts.Length == 2 && Number(parts[0]) is { } bytes && Number(parts[1]) is { } files
            ? (bytes, files)
            : null;
    }

    /// <summary>A count of photos; null for what a script may leave there else: 1 for "done", or a time.</summary>
    private long? CountIn(IEnumerable<string> lines)
    {
        var words = lines.FirstOrDefault("").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var isCount = words is [_] or [_, "photo" or "photos" or "file" or "files"];
        return isCount && Number(words[0]) is { } count
            && count >= Math.Max(2, options.MinImages) && count <= MostPhotos
            ? count
            : null;
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
