using OfoWatcher.Survey.Flight;

namespace OfoWatcher.Validation.Report;

/// <summary>A flight line as <c>report.json</c> tells it.</summary>
/// <param name="FirstFile">Its first photo.</param>
/// <param name="LastFile">Its last photo.</param>
/// <param name="Photos">How many they are.</param>
/// <param name="BearingDegrees">Clockwise from grid north, 0 to 360.</param>
internal sealed record ReportedLine(string FirstFile, string LastFile, int Photos, double BearingDegrees)
{
    public static ReportedLine Of(FlightLine line, FlownSurvey survey) => new(
        survey.Photos[line.First].Photo.File,
        survey.Photos[line.First + line.Count - 1].Photo.File,
        line.Count,
        Math.Round(line.Bearing, 1));
}

/// <summary>A gap in the coverage as <c>report.json</c> tells it.</summary>
/// <param name="Latitude">Of its middle, in degrees on WGS84.</param>
/// <param name="Longitude">Likewise.</param>
/// <param name="AreaSquareMetres">Its size.</param>
internal sealed record ReportedGap(double? Latitude, double? Longitude, double AreaSquareMetres)
{
    public static ReportedGap Of(CoverageGap gap, FlownSurvey survey)
    {
        var centre = survey.Projection?.Inverse(gap.Centre);
        return new ReportedGap(centre?.Latitude, centre?.Longitude, Math.Round(gap.Area));
    }
}
