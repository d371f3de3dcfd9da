namespace OfoWatcher.Survey.Flight;

/// <summary>A row of photos taken in about the same direction.</summary>
/// <param name="First">The place of its first photo in <see cref="FlownSurvey.Photos"/>.</param>
/// <param name="Count">How many photos follow one another in it.</param>
/// <param name="Bearing">Degrees clockwise from grid north, 0 to 360.</param>
internal sealed record FlightLine(int First, int Count, double Bearing)
{
    /// <summary>
    /// The flight that it belongs to, counted from 0: what one camera took without a pause of more than an hour.
    /// </summary>
    public int Flight { get; init; }

    /// <summary>The place behind its last photo's in <see cref="FlownSurvey.Photos"/>.</summary>
    public int End => First + Count;
}
