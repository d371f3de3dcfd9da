using static System.Math;

namespace OfoWatcher.Survey.Photos;

/// <summary>
/// Brings the angles that senseFly and Pix4D write to those of <see cref="CameraPose"/>. Theirs turn a body whose axes
/// point north, east and down by yaw, then pitch, then roll (each about the turned axis), and the camera looks out of
/// its bottom: pitch 0 looks straight down with the picture's upper edge ahead, pitch 90 looks ahead (Pix4D, "Yaw, Pitch,
/// Roll and Omega, Phi, Kappa angles").
/// </summary>
internal static class NadirAngles
{
    // Beyond it the camera would hardly see the ground: the writer meant other angles, as FLIR does with the same tags.
    private const double LargestTilt = 85;

    // So near to the nadir, in radians, the direction of the tilt is noise.
    private const double LeastTilt = 1e-7;

    /// <summary>Converts; null when the camera would not look at the ground.</summary>
    /// <param name="yaw">Degrees clockwise from north.</param>
    /// <param name="pitch">Degrees from straight down, forwards.</param>
    /// <param name="roll">Degrees about the axis ahead; positive lowers the right side.</param>
    /// <returns>Degrees: yaw -180 to 180, pitch -90 to -5, roll -180 to 180.</returns>
    public static (double Yaw, double Pitch, double Roll)? ToGimbal(double yaw, double pitch, double roll)
    {
        var (sinYaw, cosYaw) = SinCos(double.DegreesToRadians(yaw));
        var (sinPitch, cosPitch) = SinCos(double.DegreesToRadians(pitch));
        var (sinRoll, cosRoll) = SinCos(double.DegreesToRadians(roll));

        // Columns of Rz(yaw) · Ry(pitch) · Rx(roll), in north, east, down: where the picture's upper edge, its right
        // edge and the line of sight point to.
        var (upNorth, upEast, upDown) = (cosYaw * cosPitch, sinYaw * cosPitch, -sinPitch);
        var sightNorth = cosYaw * sinPitch * cosRoll + sinYaw * sinRoll;
        var sightEast = sinYaw * sinPitch * cosRoll - cosYaw * sinRoll;
        var sightDown = cosPitch * cosRoll;

        var tilt = Atan2(double.Hypot(sightNorth, sightEast), sightDown);
        if (tilt > double.DegreesToRadians(LargestTilt))
            return null;
        if (tilt < LeastTilt)
            return (double.RadiansToDegrees(Atan2(upEast, upNorth)), -90, 0);

        // The upper and the right edge of a camera that looks the same way without a roll.
        var azimuth = Atan2(sightEast, sightNorth);
        var (sinAzimuth, cosAzimuth) = SinCos(azimuth);
        var (sinTilt, cosTilt) = SinCos(tilt);
        var raised = upNorth * cosTilt * cosAzimuth + upEast * cosTilt * sinAzimuth - upDown * sinTilt;
        var level = -upNorth * sinAzimuth + upEast * cosAzimuth;
        return (
            double.RadiansToDegrees(azimuth),
            double.RadiansToDegrees(tilt) - 90,
            double.RadiansToDegrees(Atan2(level, raised)));
    }
}
