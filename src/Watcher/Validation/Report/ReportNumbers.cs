using System.Globalization;
using OfoWatcher.Platform;
using OfoWatcher.Survey.Flight;

namespace OfoWatcher.Validation.Report;

/// <summary>The numbers of a survey: the few that matter most as tiles, all of them as a table.</summary>
internal sealed class ReportNumbers(HtmlWriter page, ProjectImagery imagery, SurveyNumbers numbers)
{
    private const string NoPosition = "no photo tells a position";
    private const string NoFootprint = "needs position, height, direction and camera";
    private const int LongestName = 80;

    public void WriteTiles()
    {
        page.Write($"<ul class=\"tiles\">\n");
        Tile("Photos", Number(imagery.Inventory.Photos.Count));
        Tile("Area", numbers.AreaHectares is { } area ? SurveyNumbers.AreaOf(10_000 * area) : null);
        Tile(
            "Ground detail",
            numbers.GroundSampleDistanceCentimetres is { } detail
                ? FormattableString.Invariant($"{detail.Median:0.0} cm/px")
                : null);
        Tile("Height", Metres(numbers.HeightMetres?.Median));
        Tile("Forward overlap", Percent(numbers.ForwardOverlap?.Median));
        Tile("Side overlap", Percent(numbers.SideOverlap?.Median));
        page.Write($"</ul>\n");
    }

    public void WriteTable()
    {
        page.Write($"<section id=\"numbers\" aria-labelledby=\"numbers-title\">\n");
        page.Write($"<h2 id=\"numbers-title\">Numbers</h2>\n<table>\n");
        page.Write($"<thead class=\"hidden\"><tr><th scope=\"col\">What</th>");
        page.Write($"<th scope=\"col\">Value</th></tr></thead>\n<tbody>\n");
        WritePhotos();
        WriteFlight();
        WriteGround();
        page.Write($"</tbody>\n</table>\n</section>\n");
    }

    private void WritePhotos()
    {
        var inventory = imagery.Inventory;
        var without = inventory.Photos.Count - numbers.PhotosWithMetadata;
        Row("Photos", Number(inventory.Photos.Count), without > 0 ? $"{without} without readable metadata" : "");
        Row("Size", Words.Size(inventory.PhotoBytes));
        Row(
            "With a position",
            $"{Number(numbers.PhotosWithPosition)} of {Number(inventory.Photos.Count)}",
            numbers.PhotosAstray > 0 ? $"and {numbers.PhotosAstray} far from the others" : "");
        Rows("Camera", numbers.Cameras.Select(camera => (NameOf(camera), camera.Photos)), "no photo tells one");
        Rows(
            "Picture",
            numbers.PictureSizes.Select(size => ($"{size.Width} × {size.Height} pixels", size.Photos)),
            "no photo tells a size");
        Row(
            "RTK position",
            numbers.RtkFixedShare is { } share ? $"fixed in {Percent(share)} of the photos" : null,
            whyUnknown: "no photo tells how its position was found");
    }

    private void WriteFlight()
    {
        Row(
            "Taken",
            numbers is { FirstPhotoAt: { } first, LastPhotoAt: { } last } ? Period(first, last) : null,
            "by the camera’s clock",
            "no photo tells its time");
        Row(
            "Camera looks",
            numbers.Kind switch
            {
                SurveyKind.Nadir => "straight down",
                SurveyKind.Oblique => "aslant",
                SurveyKind.Mixed => "straight down in some photos, aslant in others",
                _ => null,
            },
            whyUnknown: "no photo tells");
        Row(
            "Height above ground",
            Metres(numbers.HeightMetres?.Median),
            Between(Metres(numbers.HeightMetres?.Least), Metres(numbers.HeightMetres?.Most)),
            "no photo tells one");
        Row(
            "Flight lines",
            numbers.FlightLines > 0 ? Number(numbers.FlightLines) : null,
            whyUnknown: numbers.PhotosWithPosition == 0 ? NoPosition : "no photos in a straight row were found");
        Row(
            "Speed",
            numbers.SpeedMetresPerSecond is { } speed ? FormattableString.Invariant($"{speed:0.0} m/s") : null,
            whyUnknown: "needs flight lines and times");
    }

    private void WriteGround()
    {
        var (detail, gaps) = (numbers.GroundSampleDistanceCentimetres, imagery.Survey.Gaps);
        Row(
            "Ground sampling distance",
            detail is null ? null : Centimetres(detail.Median) + "/pixel",
            Between(Centimetres(detail?.Least), Centimetres(detail?.Most)),
            "needs the height and a camera that is known");
        Row(
            "Area",
            numbers.AreaHectares is { } area ? SurveyNumbers.AreaOf(10_000 * area) : null,
            "that at least one photo shows",
            NoFootprint);
        OverlapRow("Forward overlap", numbers.ForwardOverlap, "photos in a line");
        OverlapRow("Side overlap", numbers.SideOverlap, "neighbouring lines");
        Row(
            "Gaps in coverage",
            imagery.Survey.Coverage is null ? null : Number(gaps.Count),
            gaps.Count > 0 ? $"{SurveyNumbers.AreaOf(gaps.Sum(gap => gap.Area))} in all" : "",
            NoFootprint);
        Row(
            "Grid",
            numbers.UtmZone is { } zone ? FormattableString.Invariant($"UTM zone {zone}, EPSG:{numbers.Epsg}") : null,
            whyUnknown: NoPosition);
        Row(
            "Middle of the site",
            numbers is { Latitude: { } latitude, Longitude: { } longitude }
                ? FormattableString.Invariant($"{latitude:0.00000}, {longitude:0.00000}")
                : null,
            "latitude, longitude",
            NoPosition);
    }

    private void OverlapRow(string name, Overlap? overlap, string ofWhat) => Row(
        name,
        Percent(overlap?.Median),
        $"a tenth of the pairs below {Percent(overlap?.WorstTenth)}",
        $"{NoFootprint}, and {ofWhat}");

    private void Tile(string name, string? value)
    {
        page.Write($"<li><span class=\"name\">{name}</span> <span class=\"value");
        page.Write($"{(value is null ? " quiet" : "")}\">{value ?? "unknown"}</span></li>\n");
    }

    /// <param name="name">What it is.</param>
    /// <param name="value">Null when it is not known.</param>
    /// <param name="note">What stands behind a known value.</param>
    /// <param name="whyUnknown">What stands behind an unknown one.</param>
    private void Row(string name, string? value, string note = "", string whyUnknown = "")
    {
        var rest = value is null ? whyUnknown : note;
        page.Write($"<tr><th scope=\"row\">{name}</th><td>{value ?? "unknown"}");
        if (rest.Length > 0)
            page.Write($"<span class=\"quiet\">{(value is null ? ": " : ", ")}{rest}</span>");
        page.Write($"</td></tr>\n");
    }

    private void Rows(string name, IEnumerable<(string Value, int Photos)> values, string whyUnknown)
    {
        var all = values.ToList();
        if (all.Count == 0)
            Row(name, null, whyUnknown: whyUnknown);
        foreach (var (value, photos) in all)
            Row(name, value, all.Count > 1 ? Words.Count(photos, "photo") : "");
    }

    private static string NameOf(CameraCount camera)
    {
        var name = string.Join(' ', ((string?[])[camera.Make, camera.Model]).OfType<string>());
        var shown = name.Length > 0 ? Shortened(name) : "unknown make";
        return camera.SerialNumber is { } serial ? $"{shown}, serial number {Shortened(serial)}" : shown;
    }

    private static string Shortened(string text) => text.Length <= LongestName ? text : text[..LongestName] + "…";

    private static string Period(DateTime first, DateTime last)
    {
        var start = first.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var end = last.ToString(
            first.Date == last.Date ? "HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return first == last ? start : $"{start} to {end} ({Words.Time(last - first)})";
    }

    private static string Between(string? least, string? most) =>
        least == most ? "" : $"{least} to {most}";

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string? Percent(double? part) =>
        part is { } known ? FormattableString.Invariant($"{100 * known:0} %") : null;

    private static string? Metres(double? metres) =>
        metres is { } known ? FormattableString.Invariant($"{known:0} m") : null;

    private static string? Centimetres(double? centimetres) =>
        centimetres is { } known ? FormattableString.Invariant($"{known:0.00} cm") : null;
}
