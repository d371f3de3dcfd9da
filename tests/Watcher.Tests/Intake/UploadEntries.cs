using OfoWatcher.Intake;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Intake;

/// <summary>Observations made up or taken of a real folder, for tests of what follows from them.</summary>
internal static class UploadEntries
{
    public static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly UploadObservation Photos = new()
    {
        Revision = new Revision(1),
        Stamp = 1,
        Files = 813,
        Photos = 812,
        Bytes = 6_100_000_000,
    };

    public static UploadObservation WithPartials(int count, ulong stamp = 1) =>
        Photos with { Partial = new PartialFiles(count, stamp, "sub/.a.JPG.AbCdEf") };

    public static UploadEntry First(UploadObservation seen) =>
        UploadEntry.First("/share", seen, new FolderStamps(), Noon);

    /// <summary>The entry after the same thing was seen again a while later.</summary>
    public static UploadEntry After(this UploadEntry entry, TimeSpan elapsed, UploadObservation? seen = null) =>
        entry.Observe(seen ?? entry.Seen, new FolderStamps(), elapsed, Noon);

    public static UploadObservation Observe(TemporaryFolder folder, string project = "share/site") =>
        Walk(folder, project).Seen;

    public static (UploadObservation Seen, FolderStamps Folders) Walk(
        TemporaryFolder folder, string project = "share/site") =>
        UploadWalk.Observe(
            RawPath.Of(folder[project]), folder["share"], "_UPLOADED", null, TestContext.Current.CancellationToken);
}
