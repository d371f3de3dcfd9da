using static System.Math;

namespace OfoWatcher.Survey;

/// <summary>
/// Where each point of a photo lies on flat ground. Both are planes, so the mapping is a homography; its rows give
/// easting · w, northing · w and w for a point of the picture in pixels, x to the right and y downwards from the upper
/// left corner (the middle of the first pixel is 0.5, 0.5). w is the depth below the horizon in pixels: a point with w
/// at or below zero shows the sky.
/// </summary>
internal readonly record struct GroundMapping
{
    // One row each: the factors of x, of y, and the constant.
    private readonly (double X, double Y, double One) east, north, depth;

    public GroundMapping(CameraPose pose, Camera camera)
    {
        Camera = camera;
        var (sinYaw, cosYaw) = SinCos(double.DegreesToRadians(pose.Yaw));
        var (sinPitch, cosPitch) = SinCos(double.DegreesToRadians(pose.Pitch));
        var (sinRoll, cosRoll) = SinCos(double.DegreesToRadians(pose.Roll));

        // Unit vectors east, north, up: the line of sight, and the picture's right and upper edge before the roll.
        var sight = (E: cosPitch * sinYaw, N: cosPitch * cosYaw, U: sinPitch);
        var level = (E: cosYaw, N: -sinYaw, U: 0.0);
        var raised = (E: -sinPitch * sinYaw, N: -sinPitch * cosYaw, U: cosPitch);
        var right = (
            E: level.E * cosRoll - raised.E * sinRoll, N: level.N * cosRoll - raised.N * sinRoll, U: -raised.U * sinRoll);
        var up = (
            E: raised.E * cosRoll + level.E * sinRoll, N: raised.N * cosRoll + level.N * sinRoll, U: raised.U * cosRoll);

        // The ray through (x, y) is f · sight + (x - w/2) · right - (y - h/2) · up; it meets the ground after the height
        // divided by its fall.
        var (middleX, middleY, f) = (camera.Width / 2.0, camera.Height / 2.0, camera.FocalLength);
        (double X, double Y, double One) Ray(double s, double r, double u) => (r, -u, f * s - middleX * r + middleY * u);
        depth = Times(Ray(sight.U, right.U, up.U), -1);
        east = Plus(Times(Ray(sight.E, right.E, up.E), pose.Height), Times(depth, pose.Ground.Easting));
        north = Plus(Times(Ray(sight.N, right.N, up.N), pose.Height), Times(depth, pose.Ground.Northing));
    }

    public Camera Camera { get; }

    /// <summary>The three rows, for drawing with them.</summary>
    public ((double X, double Y, double One) East, (double X, double Y, double One) North, (double X, double Y, double One) Depth) Rows =>
        (east, north, depth);

    /// <summary>How far below the horizon a point of the picture lies, in pixels of depth; not above 0 for the sky.</summary>
    public double DepthAt(double x, double y) => At(depth, x, y);

    /// <summary>The ground at a point of the picture, which must not lie in the sky.</summary>
    public GroundPoint ToGround(double x, double y)
    {
        var w = At(depth, x, y);
        return new GroundPoint(At(east, x, y) / w, At(north, x, y) / w);
    }

    private static double At((double X, double Y, double One) row, double x, double y) => row.X * x + row.Y * y + row.One;

    private static (double X, double Y, double One) Times((double X, double Y, double One) row, double factor) =>
        (row.X * factor, row.Y * factor, row.One * factor);

    private static (double X, double Y, double One) Plus((double X, double Y, double One) a, (double X, double Y, double One) b) =>
        (a.X + b.X, a.Y + b.Y, a.One + b.One);
}
