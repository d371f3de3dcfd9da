namespace OfoWatcher.Survey;

/// <summary>
/// Where a camera stood and how it looked, over flat ground. The angles follow DJI's gimbal: at yaw 0, pitch 0, roll 0
/// the camera looks at the northern horizon with its upper edge towards the sky. Yaw turns it clockwise seen from
/// above; pitch lifts the line of sight (-90 looks straight down, and the upper edge of the picture then points to the
/// yaw); roll turns it clockwise about the line of sight as the camera sees it. They are applied in this order: yaw
/// about the vertical, pitch about the turned horizontal axis, roll about the line of sight.
/// </summary>
/// <param name="Ground">The point below the camera.</param>
/// <param name="Height">Above the ground, in metres of the grid, greater than 0.</param>
/// <param name="Yaw">Degrees clockwise from grid north.</param>
/// <param name="Pitch">Degrees above the horizon; -90 straight down.</param>
/// <param name="Roll">Degrees.</param>
internal readonly record struct CameraPose(GroundPoint Ground, double Height, double Yaw, double Pitch, double Roll)
{
    /// <summary>Brings true bearings and metres to the grid.</summary>
    /// <param name="position">Where the camera stood.</param>
    /// <param name="height">Above the ground in metres.</param>
    /// <param name="yaw">Degrees clockwise from true north.</param>
    public static CameraPose At(UtmPosition position, double height, double yaw, double pitch, double roll) =>
        new(position.Point, height * position.Scale, yaw - position.Convergence, pitch, roll);
}
