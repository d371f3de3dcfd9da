namespace OfoWatcher.Survey.Flight;

/// <summary>Tells which way the upper edge of a picture points.</summary>
internal static class CameraHeading
{
    /// <summary>
    /// The camera's heading where the photo tells it, else the aircraft's, in degrees clockwise from true north.
    /// </summary>
    public static double? Of(Photo photo) => photo.GimbalYaw ?? photo.FlightYaw;
}
