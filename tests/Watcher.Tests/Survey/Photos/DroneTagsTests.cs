using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OfoWatcher.Survey;
using OfoWatcher.Survey.Photos;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Survey.Photos;

public sealed class DroneTagsTests : IDisposable
{
    private const string Dji = "xmlns:drone-dji=\"http://www.dji.com/drone-dji/1.0/\"";
    private const string Pix4D = "xmlns:Camera=\"http://pix4d.com/camera/1.0/\"";
    private const string Parrot = "xmlns:drone-parrot=\"http://www.parrot.com/drone-parrot/1.0/\"";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_DJI_with_RTK_tells_its_accuracy_and_angles()
    {
        var photo = Read($"""
            <rdf:Description rdf:about="DJI Meta Data" {Dji} drone-dji:RtkFlag="50" drone-dji:RtkStdLon="0.01132"
              drone-dji:RtkStdLat="0.00912" drone-dji:RtkStdHgt="0.02041" drone-dji:GimbalYawDegree="+12.30"
              drone-dji:GimbalPitchDegree="-89.90" drone-dji:GimbalRollDegree="+180.00"
              drone-dji:FlightYawDegree="-167.20" drone-dji:DroneSerialNumber="1581F5FJ" />
            """);

        Assert.Equal(new PositionAccuracy(0.01132, 0.00912, 0.02041), photo.RtkAccuracy);
        Assert.Equal((50, "1581F5FJ", -167.2), (photo.RtkFlag, photo.SerialNumber, photo.FlightYaw));
        Assert.Equal((12.3, -89.9, 180.0), (photo.GimbalYaw, photo.GimbalPitch, photo.GimbalRoll));
    }

    [Fact]
    public void A_newer_Autel_writes_what_DJI_does_under_another_prefix()
    {
        var photo = Read("""
            <rdf:Description xmlns:drone="http://www.dji.com/drone-dji/1.0/" drone:RelativeAltitude="+61.4"
              drone:GimbalPitchDegree="-45.0" drone:GimbalYawDegree="10" drone:GimbalRollDegree="0"/>
            """);

        Assert.Equal((61.4, -45.0, 10.0), (photo.RelativeAltitude, photo.GimbalPitch, photo.GimbalYaw));
    }

    [Theory]
    [InlineData("Autel Robotics Meta Data", "http://pix4d.com/camera/1.0")]
    [InlineData("", "http://pix4d.com/camera/1.0/")]
    [InlineData("", "http://ns.sensefly.com/Camera/1.0/")]
    public void Angles_from_the_nadir_become_those_of_a_gimbal(string about, string space)
    {
        var photo = Read($"""
            <rdf:Description rdf:about="{about}" xmlns:Camera="{space}">
              <Camera:Yaw>-30.5</Camera:Yaw><Camera:Pitch>1500/100</Camera:Pitch><Camera:Roll>0</Camera:Roll>
            </rdf:Description>
            """);

        Assert.Equal(-30.5, photo.GimbalYaw!.Value, 1e-9);
        Assert.Equal(-75, photo.GimbalPitch!.Value, 1e-9);
        Assert.Equal(0, photo.GimbalRoll!.Value, 1e-9);
        Assert.Equal(space.Contains("sensefly", StringComparison.Ordinal) ? -30.5 : null, photo.FlightYaw);
    }

    [Fact]
    public void A_Parrot_tells_its_camera_in_its_own_tags_first()
    {
        var photo = Read($"""
            <rdf:Description {Parrot} {Pix4D} drone-parrot:CameraYawDegree="101.5"
              drone-parrot:CameraPitchDegree="-51.988888" drone-parrot:CameraRollDegree="-0.05"
              drone-parrot:DroneYawDegree="99" Camera:Yaw="101.5" Camera:Pitch="38.0" Camera:Roll="0"
              Camera:AboveGroundAltitude="11485529/262144" Camera:GPSXYAccuracy="1.2" Camera:GPSZAccuracy="2.4"/>
            """);

        Assert.Equal((101.5, -51.988888, -0.05), (photo.GimbalYaw, photo.GimbalPitch, photo.GimbalRoll));
        Assert.Equal(99, photo.FlightYaw);
        Assert.Equal(11485529.0 / 262144, photo.RelativeAltitude);
        Assert.Equal(new PositionAccuracy(1.2, 1.2, 2.4), photo.RtkAccuracy);
    }

    [Theory]
    [InlineData("0/100", "0/100", "0/100", "0")]
    [InlineData("16319/100", "-8759/100", "-9509/100", "4294967.5")]
    [InlineData("400", "0", "0", "-1")]
    [InlineData("1/0", "1", "1", "0/0")]
    public void Values_that_mean_something_else_are_none(string yaw, string pitch, string roll, string accuracy)
    {
        var photo = Read($"""
            <rdf:Description {Pix4D} Camera:Yaw="{yaw}" Camera:Pitch="{pitch}" Camera:Roll="{roll}"
              Camera:GPSXYAccuracy="{accuracy}" Camera:GPSZAccuracy="1"/>
            """);

        Assert.Equal((null, null, null), (photo.GimbalYaw, photo.GimbalPitch, photo.GimbalRoll));
        Assert.Null(photo.RtkAccuracy);
    }

    [Fact]
    public void Converted_angles_show_the_same_ground()
    {
        // The ground that each corner shows, by the makers' definition: a body that points north, east and down.
        var camera = new Camera(400, 300, 350);
        var angle = Gen.Choose(-3599, 3599).Select(tenths => tenths / 10.0);
        var tilt = Gen.Choose(-250, 250).Select(tenths => tenths / 10.0);
        Prop.ForAll(angle.ToArbitrary(), tilt.ToArbitrary(), tilt.ToArbitrary(), (yaw, pitch, roll) =>
        {
            var (gimbalYaw, gimbalPitch, gimbalRoll) = NadirAngles.ToGimbal(yaw, pitch, roll)!.Value;
            var mapping = new GroundMapping(
                new CameraPose(new GroundPoint(0, 0), 100, gimbalYaw, gimbalPitch, gimbalRoll), camera);
            Assert.InRange(gimbalPitch, -90, -5);
            foreach (var (x, y) in new[] { (0, 0), (400, 0), (400, 300), (0, 300) })
            {
                var (north, east, down) = Turn(150.0 - y, x - 200.0, camera.FocalLength, yaw, pitch, roll);
                var ground = mapping.ToGround(x, y);
                Assert.Equal(100 * north / down, ground.Northing, 1e-6);
                Assert.Equal(100 * east / down, ground.Easting, 1e-6);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_camera_that_would_not_see_the_ground_has_no_angles()
    {
        Assert.Null(NadirAngles.ToGimbal(0, 89, 0));
        Assert.Null(NadirAngles.ToGimbal(0, 0, 179));
        Assert.Equal((90, -90, 0), NadirAngles.ToGimbal(90, 0, 0));
    }

    // Roll about the axis ahead, then pitch about the one to the right, then yaw about the one down.
    private static (double North, double East, double Down) Turn(
        double ahead, double right, double below, double yaw, double pitch, double roll)
    {
        (right, below) = Plane(right, below, roll);
        (below, ahead) = Plane(below, ahead, pitch);
        (ahead, right) = Plane(ahead, right, yaw);
        return (ahead, right, below);
    }

    private static (double One, double Other) Plane(double one, double other, double degrees)
    {
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(degrees));
        return (one * cos - other * sin, one * sin + other * cos);
    }

    private Photo Read(string description)
    {
        var packet = "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
            + "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">" + description
            + "</rdf:RDF></x:xmpmeta>";
        File.WriteAllBytes(folder["a.jpg"], JpegBytes.WithSegments(JpegBytes.Noise(), Encoding.UTF8.GetBytes(packet)));
        return PhotoReader.Read(folder["a.jpg"]);
    }
}
