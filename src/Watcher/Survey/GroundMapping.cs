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
    private readonly MappingRow east, north, depth;

    public GroundMapping(CameraPose pose, Camera camera)
    {
        Camera = camera;
        var (sinYaw, cosYaw) = SinCos(double.DegreesToRadians(pose.Yaw));
        var (sinPitch, cosPitch) = SinCos(double.DegreesToRadians(pose.Pitch));
        var (sinRoll, cosRoll) = SinCos(double.DegreesToRadians(pose.Roll));

        // Unit vectors: the line of sight, and the picture's right and upper edge before and after the roll.
        var sight = new Direction(cosPitch * sinYaw, cosPitch * cosYaw, sinPitch);
        var level = new Direction(cosYaw, -sinYaw, 0);
        var raised = new Direction(-sinPitch * sinYaw, -sinPitch * cosYaw, cosPitch);
        var right = level * cosRoll + raised * -sinRoll;
        var up = raised * cosRoll + level * sinRoll;

        // The ray through (x, y) is f · sight + (x - w/2) · right - (y - h/2) · up; it meets the ground after the
        // height divided by its fall.
        depth = Ray(sight.Up, right.Up, up.Up) * -1;
        east = Ray(sight.East, right.East, up.East) * pose.Height + depth * pose.Ground.Easting;
        north = Ray(sight.North, right.North, up.North) * pose.Height + depth * pose.Ground.Northing;

        MappingRow Ray(double ahead, double across, double upwards) =>
            new(
                across,
                -upwards,
                camera.FocalLength * ahead - camera.Width / 2.0 * across + camera.Height / 2.0 * upwards);
    }

    public Camera Camera { get; }

    /// <summary>The three rows, for drawing with them.</summary>
    public (MappingRow East, MappingRow North, MappingRow Depth) Rows => (east, north, depth);

    /// <summary>How far below the horizon a point of the picture lies, in pixels; not above 0 for the sky.</summary>
    public double DepthAt(double x, double y) => depth.At(x, y);

    /// <summary>The ground at a point of the picture, which must not lie in the sky.</summary>
    public GroundPoint ToGround(double x, double y)
    {
        var w = depth.At(x, y);
        return new GroundPoint(east.At(x, y) / w, north.At(x, y) / w);
    }

    private readonly record struct Direction(double East, double North, double Up)
    {
        public static Direction operator *(Direction a, double factor) =>
            new(a.East * factor, a.North * factor, a.Up * factor);

        public static Direction operator +(Direction a, Direction b) =>
            new(a.East + b.East, a.North + b.North, a.Up + b.Up);
    }
}

/// <summary>A linear function of a point in a picture: <c>X x + Y y + One</c>.</summary>
internal readonly record struct MappingRow(double X, double Y, double One)
{
    public static MappingRow operator *(MappingRow a, double factor) => new(a.X * factor, a.Y * factor, a.One * factor);

    public static MappingRow operator +(MappingRow a, MappingRow b) => new(a.X + b.X, a.Y + b.Y, a.One + b.One);

    public double At(double x, double y) => X * x + Y * y + One;
}
