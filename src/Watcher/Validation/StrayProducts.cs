using System.Text.RegularExpressions;
using OfoWatcher.Metashape;
using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Validation;

/// <summary>Finds the TIFFs that are no photos: automate-metashape loads every .tif below the folder.</summary>
internal static partial class StrayProducts
{
    // A mosaic is larger than the photos that it is made of; bands of one camera differ by less.
    private const int MuchLarger = 4;

    // Among this part of JPEGs a TIFF that no camera signed is no photo.
    private const double Mostly = 0.9;

    // So many that a camera signed are photos of a place that is called so.
    private const int Handful = 5;

    public static IReadOnlyList<ExaminedPhoto> Find(ImageryInventory inventory)
    {
        var tiffs = inventory.Photos.Where(photo => !PhotoSelection.IsJpeg(photo.File)).ToList();
        if (tiffs.Count == 0)
            return [];
        var areAmongJpegs = inventory.Photos.Count - tiffs.Count >= Mostly * inventory.Photos.Count;
        var pixels = inventory.Photos.Where(photo => photo.Metadata is not null).Select(PixelsOf).Order().ToList();
        var usual = pixels.Count > 0 ? pixels[pixels.Count / 2] : 0;
        var named = tiffs.Where(HasProductName).ToHashSet();
        var areNamedPhotos = named.Count(tiff => tiff.Metadata?.Model is not null) > Handful;
        return [.. tiffs.Where(IsProduct)];

        // Programs copy the camera's name from the photos into what they make of them.
        bool IsProduct(ExaminedPhoto tiff)
        {
            var isMuchLarger = usual > 0 && PixelsOf(tiff) > MuchLarger * usual;
            return tiff.Metadata?.Model is null
                ? areAmongJpegs || isMuchLarger || named.Contains(tiff)
                : isMuchLarger && named.Contains(tiff) && !areNamedPhotos;
        }
    }

    private static bool HasProductName(ExaminedPhoto photo) =>
        ProductName().IsMatch(Path.GetFileNameWithoutExtension(photo.File));

    private static long PixelsOf(ExaminedPhoto photo) =>
        photo.Metadata is { } metadata ? (long)metadata.Width * metadata.Height : 0;

    // The words stand by themselves, so that "demo" and "random" are none.
    [GeneratedRegex(
        "ortho|mosaic|hillshade|(?<![a-z])(dsm|dem|dtm|chm|dom|ndvi)(?![a-z])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ProductName();
}
