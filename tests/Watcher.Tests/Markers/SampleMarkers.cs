using FluentValidation;
using OfoWatcher.Markers;
using OfoWatcher.Validation;

namespace OfoWatcher.Tests.Markers;

/// <summary>One marker of each kind with every property set.</summary>
internal static class SampleMarkers
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 12, 12, 0, 0, TimeSpan.Zero);

    private static readonly MarkerStep Setup = new("setup", Noon.AddHours(-3), 42.5, 1);

    public static CompletedMarker Completed => new()
    {
        Project = "site-1",
        Revision = "00112233445566778899aabbccddeeff",
        WrittenAt = Noon,
        Message = "2 products, 6.1 GB",
        RetryFile = "17:42",
        Run = "site-1-12345-1",
        Engine = "local",
        Attempt = 1,
        StartedAt = Noon.AddHours(-3),
        EndedAt = Noon.AddSeconds(-1.5),
        Steps = [Setup, new MarkerStep("match_photos", Noon.AddHours(-2.5), 3600.5, 2)],
        Photos = 1116,
        EstimatedHours = 3.25,
        ConfigSha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        Workflow = new MarkerWorkflow(
            "site-1-12345-1", "6f1d2c1e-0000-4000-8000-000000000001",
            ["ghcr.io/open-forest-observatory/automate-metashape@sha256:0123"]),
        Products =
        [
            new Product(
                "site-1-12345-1/output/ortho “süd”.tif", 6_100_000_000,
                "https://data.example.org/site-1/site-1-12345-1/ortho%20%E2%80%9Cs%C3%BCd%E2%80%9D.tif"),
            new Product("a/b.laz", 1),
        ],
    };

    public static FailedMarker Failed => new()
    {
        Project = "site-1",
        Revision = "00112233445566778899aabbccddeeff",
        WrittenAt = Noon,
        Message = "exit code 1",
        Run = "site-1-12345-2",
        Engine = "local",
        Attempt = 2,
        StartedAt = Noon.AddHours(-1),
        EndedAt = Noon,
        Steps = [Setup, new MarkerStep("align_cameras", Noon.AddMinutes(-30), null, 1)],
        FailedStep = "align_cameras",
        ProductFaults = ["site-1_report.pdf is not there", "site-1_dsm-ptcloud.tif is cut off after 12 MB"],
        LastLogLines = ["Traceback <most recent call last>", "MemoryError & co"],
        RetryAt = Noon.AddMinutes(10),
    };

    public static InvalidMarker Invalid => new()
    {
        Project = "bad name",
        Revision = "00000000000000000000000000000000",
        WrittenAt = Noon,
        Message = "a.JPG is cut off (the JPEG has no end).",
        UploadStamp = "405bdeca36d8a409",
        Findings =
        [
            new Finding(
                FindingCodes.PhotoCutOff, Severity.Error, "a.JPG", "a.JPG is cut off (the JPEG has no end).",
                "Copy it again."),
            new Finding(FindingCodes.PhotoIgnored, Severity.Warning, "b.jpeg", "b.jpeg will be ignored.", "Rename it."),
        ],
    };

    public static Marker Of(string file) => file switch
    {
        MarkerStore.Completed => Completed,
        MarkerStore.Failed => Failed,
        _ => Invalid,
    };
}
