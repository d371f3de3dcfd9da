namespace OfoWatcher.Survey.Flight;

/// <summary>Lays the photos' footprints on the ground.</summary>
/// <remarks>
/// <para>Pitch and heading are the photo's own where it tells them. A photo without a pitch looks as the others do, by
/// their median; only when no photo of the survey tells one do they count as looking straight down, as mapping flights
/// do. A photo without a heading that looks straight down has its upper or lower edge along its flight line, which
/// makes the same footprint; one that looks aslant, or is on no line, has no footprint then.</para>
/// <para>The EXIF orientation plays no part: the gimbal's angles belong to the sensor, and so does the picture as it is
/// stored. The tag only asks viewers to turn it.</para>
/// </remarks>
internal sealed class FootprintLayout
{
    private readonly IReadOnlyList<FlightLine> lines;
    private readonly TakeOff takeOff;
    private readonly double usualPitch;

    private FootprintLayout(IReadOnlyList<SitePhoto> order, IReadOnlyList<FlightLine> lines)
    {
        this.lines = lines;
        takeOff = new TakeOff(order.Select(p => p.Metadata));
        usualPitch = Spread.Of(order.Select(p => p.Metadata.GimbalPitch))?.Median ?? -90;
    }

    /// <param name="order">The site's photos in the order in which they were taken.</param>
    /// <param name="lines">Their flight lines.</param>
    /// <returns>The photos with what is known of each one; the cover is still 0.</returns>
    public static IReadOnlyList<FlownPhoto> Of(IReadOnlyList<SitePhoto> order, IReadOnlyList<FlightLine> lines)
    {
        var layout = new FootprintLayout(order, lines);
        var lineOf = new int[order.Count];
        Array.Fill(lineOf, -1);
        for (var line = 0; line < lines.Count; line++)
            Array.Fill(lineOf, line, lines[line].First, lines[line].Count);
        return [.. order.Select((photo, i) => layout.Lay(photo, lineOf[i]))];
    }

    private FlownPhoto Lay(SitePhoto photo, int line)
    {
        var height = takeOff.FlyingHeightOf(photo.Metadata);
        var pitch = photo.Metadata.GimbalPitch ?? usualPitch;
        if (height is not { } known || Camera.Of(photo.Metadata) is not { } camera)
            return new FlownPhoto(photo.File, photo.Position, height, null, null, line, 0);

        var detail = GroundSampleDistance.Middle(known, pitch, camera);
        var footprint = HeadingOf(photo, pitch, line) is { } heading
            ? Footprint.Of(new GroundMapping(
                CameraPose.At(photo.Position, known, heading, pitch, photo.Metadata.GimbalRoll ?? 0), camera))
            : null;
        if (footprint is not { Area: > 0 and < double.PositiveInfinity })
            footprint = null; // Angles of 10³⁰⁰ degrees have no sine.
        return new FlownPhoto(
            photo.File, photo.Position, height, footprint, double.IsFinite(detail) ? detail : null, line, 0);
    }

    private double? HeadingOf(SitePhoto photo, double pitch, int line) =>
        CameraHeading.Of(photo.Metadata)
        ?? (SurveyKinds.IsNadir(pitch) && line >= 0 ? lines[line].Bearing + photo.Position.Convergence : null);
}
