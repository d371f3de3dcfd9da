using OfoWatcher.Sample;
using OfoWatcher.Survey;
using OfoWatcher.Survey.Flight;
using static OfoWatcher.Tests.Survey.Flight.SampleFlight;

namespace OfoWatcher.Tests.Survey.Flight;

public sealed class CoverageGapTests
{
    private static readonly SampleSpec Plan = new()
    {
        Photos = 360,
        Lines = 15,
        Heading = 37,
    };

    [Theory]
    [InlineData(0.8, 0.75, 0)]
    [InlineData(0.75, 0.65, 3)]
    [InlineData(0.7, 0.6, 1)]
    public void A_survey_with_good_overlap_has_no_gap(double forward, double side, double noise)
    {
        foreach (var photos in (int[])[1, 7, 40, 360])
        {
            var spec = Plan with
            {
                Photos = photos,
                Lines = 0,
                ForwardOverlap = forward,
                SideOverlap = side,
                GpsNoise = noise,
            };
            Assert.Empty(Measure(spec).Gaps);
        }
    }

    [Fact]
    public void Lost_photos_in_the_middle_leave_a_gap_where_they_were()
    {
        var plan = new FlightPlan(Plan);
        var lost = plan.Exposures.Where(e => e.Line is >= 4 and <= 9 && e.Along is >= 8 and <= 17)
            .Select(e => e.Number - 1).ToHashSet();
        var survey = FlownSurvey.Of([.. Of(Plan).Where((_, i) => !lost.Contains(i))], SiteGap);

        var gap = Assert.Single(survey.Gaps);
        var middle = plan.Within(12.5 / 23, 6.5 / 14);
        Assert.InRange(gap.Centre.DistanceTo(middle), 0, 5);
        // The photos around still show the border: what fewer than three of them show, counted on a fine lattice.
        var left = plan.Exposures.Where(e => !lost.Contains(e.Number - 1)).ToList();
        var thin = 0;
        for (var along = 7.0; along <= 18; along += 0.05)
        {
            for (var across = 3.0; across <= 10; across += 0.05)
            {
                thin += left.Count(e =>
                    Math.Abs(e.Along - along) < 0.5 / (1 - Plan.ForwardOverlap)
                    && Math.Abs(e.Line - across) < 0.5 / (1 - Plan.SideOverlap)) < 3 ? 1 : 0;
            }
        }

        var expected = thin * 0.05 * 0.05 * plan.Step * plan.Spacing;
        Assert.InRange(gap.Area, 0.95 * expected, 1.05 * expected);
    }

    [Fact]
    public void Lost_lines_leave_a_gap_from_border_to_border()
    {
        var survey = FlownSurvey.Of([.. Of(Plan).Where((_, i) => i / 24 is < 6 or > 8)], SiteGap);

        var gap = Assert.Single(survey.Gaps);
        Assert.InRange(gap.Centre.DistanceTo(new FlightPlan(Plan).Within(0.5, 0.5)), 0, 10);
    }

    [Fact]
    public void An_area_with_an_inner_corner_has_no_gap_there()
    {
        var plan = new FlightPlan(Plan);
        var corner = Of(Plan).Where((_, i) => plan.Exposures[i] is not { Line: >= 7, Along: >= 12 });

        Assert.Empty(FlownSurvey.Of([.. corner], SiteGap).Gaps);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Looking_aslant_to_and_fro_or_one_way_only_makes_no_gap(bool toAndFro)
    {
        var photos = Of(Plan with { GimbalPitch = -65 })
            .With(p => toAndFro ? p : p with { GimbalYaw = 37, FlightYaw = 37 });

        var survey = FlownSurvey.Of(photos, SiteGap);

        Assert.Equal(SurveyKind.Oblique, survey.Kind);
        Assert.Empty(survey.Gaps);
    }

    [Fact]
    public void Gaps_are_told_from_the_largest_on_and_not_without_end()
    {
        var plan = new FlightPlan(Plan with { Photos = 4000, Lines = 50 });
        // Holes of 4 lines by 7 photos in a pattern, and a larger one.
        var photos = Of(Plan with { Photos = 4000, Lines = 50 }).Where((_, i) =>
            (plan.Exposures[i].Line % 8 < 4 || plan.Exposures[i].Along % 14 < 7)
            && plan.Exposures[i] is not { Line: > 20 and < 30, Along: > 30 and < 50 });

        var gaps = FlownSurvey.Of([.. photos], SiteGap).Gaps;

        Assert.Equal(20, gaps.Count);
        Assert.Equal(gaps.OrderByDescending(g => g.Area), gaps);
        Assert.True(gaps[0].Area > 2 * gaps[1].Area);
    }

    [Fact]
    public void One_wrong_height_does_not_hide_the_others_on_a_coarse_grid()
    {
        var photos = Of(Plan);
        photos[100] = photos[100].With(p => p with { RelativeAltitude = 15_000 });

        var (survey, right) = (FlownSurvey.Of(photos, SiteGap), Measure(Plan));

        Assert.InRange(survey.Coverage!.CellSize, 0, 2 * right.Coverage!.CellSize);
        Assert.Equal(15_000, survey.Height!.Most);
        Assert.Equal(80, survey.Height.Median);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(1500)]
    public void The_grid_is_bounded_for_any_shape(int photos)
    {
        foreach (var lines in (int[])[1, 0, photos])
        {
            foreach (var heading in (int[])[0, 45, 90])
            {
                var grid = Measure(Plan with { Photos = photos, Lines = lines, Heading = heading }).Coverage!;
                Assert.InRange(grid.Columns * grid.Rows, 4_000, CoverageRaster.MostCells);
                Assert.Equal(grid.Columns * grid.Rows, grid.Counts.Count);
            }
        }
    }

    [Fact]
    public void The_grid_is_bounded_for_any_length_of_a_strip()
    {
        for (var length = 1; length <= 20_000; length += 7)
        {
            Footprint strip = new([new(0, 100), new(length, 100), new(length, 0), new(0, 0)], new(length / 2.0, 50));
            var photo = Examined(new Photo { File = "1.JPG", Width = 1, Height = 1 });
            var position = new UtmPosition(strip.Centre, 0, 1);
            var grid = CoverageRaster.Of([new FlownPhoto(photo, position, 80, strip, null, -1, 1)])!;

            Assert.InRange(grid.Columns * grid.Rows, CoverageRaster.MostCells / 8, CoverageRaster.MostCells);
        }
    }

    [Fact]
    public void The_counts_are_those_of_the_footprints_that_hold_each_cell_s_middle()
    {
        var survey = Measure(Plan with { Photos = 30, Lines = 3, GimbalPitch = -70 });
        var grid = survey.Coverage!;

        for (var row = 0; row < grid.Rows; row += 7)
        {
            for (var column = 0; column < grid.Columns; column += 7)
            {
                var middle = grid.MiddleOf(column, row);
                Assert.Equal(
                    survey.Photos.Count(p => Holds(p.Footprint!.Corners, middle)),
                    grid.Counts[row * grid.Columns + column]);
            }
        }
    }

    // A point is within a clockwise polygon when it lies to the right of every side.
    private static bool Holds(IReadOnlyList<GroundPoint> corners, GroundPoint point) =>
        Enumerable.Range(0, corners.Count).All(i =>
        {
            var (a, b) = (corners[i], corners[(i + 1) % corners.Count]);
            return (b.Easting - a.Easting) * (point.Northing - a.Northing)
                <= (b.Northing - a.Northing) * (point.Easting - a.Easting);
        });
}
