using OfoWatcher.Survey;

namespace OfoWatcher.Tests.Survey;

public sealed class CameraTests
{
    [Fact]
    public void A_known_sensor_goes_before_the_equivalent_focal_length()
    {
        // A Phantom 3 in 16:9, whose equivalent focal length belongs to the picture in 4:3.
        var camera = Camera.Of(Taken("FC300S", focalLength: 3.61, equivalent: 20));

        Assert.Equal(3.61 / 6.17 * 4000, camera!.FocalLength, 1e-9);
    }

    [Fact]
    public void An_unknown_model_is_measured_by_its_equivalent_focal_length()
    {
        var camera = Camera.Of(Taken("Some other", focalLength: 3.61, equivalent: 24));

        // The diagonal of the film is 43.27 mm, that of the picture 4589.4 pixels.
        Assert.Equal(24 * 4589.4 / 43.27, camera!.FocalLength, 0.5);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1e-9)]
    [InlineData(1e9)]
    public void Without_a_sensible_field_of_view_there_is_no_camera(double? equivalent) =>
        Assert.Null(Camera.Of(Taken("Some other", focalLength: 50, equivalent)));

    private static Photo Taken(string model, double? focalLength, double? equivalent) => new()
    {
        File = "a.jpg",
        Width = 4000,
        Height = 2250,
        Model = model,
        FocalLength = focalLength,
        FocalLengthIn35mm = equivalent,
    };
}
