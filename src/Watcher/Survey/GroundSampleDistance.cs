namespace OfoWatcher.Survey;

/// <summary>The ground that one pixel covers, in metres.</summary>
internal static class GroundSampleDistance
{
    /// <summary>Of a camera that looks straight down: height divided by the focal length in pixels.</summary>
    public static double Nadir(double height, Camera camera) => height / camera.FocalLength;

    /// <summary>
    /// In the middle of the picture of a tilted camera: the side of a square with the area that the pixel covers. With
    /// the line of sight falling by the angle a, the way to the ground is height / sin a, and the pixel is stretched by
    /// 1 / sin a once more in the direction of sight. Infinite at and above the horizon.
    /// </summary>
    /// <param name="height">Above the ground in metres.</param>
    /// <param name="pitch">Degrees above the horizon; -90 straight down.</param>
    public static double Middle(double height, double pitch, Camera camera)
    {
        var fall = Math.Sin(double.DegreesToRadians(-pitch));
        return fall > 0 ? Nadir(height, camera) / Math.Pow(fall, 1.5) : double.PositiveInfinity;
    }
}
