using FluentValidation;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Reconciling;
using OfoWatcher.Validation;
using OfoWatcher.Workflows;

namespace OfoWatcher.Tests.Reconciling;

/// <summary>Observations to decide about, each a small step from a project that is ready to be launched.</summary>
internal static class Sightings
{
    public const string Project = "greasewood";
    public const string Output = "/results/greasewood";
    public static readonly DateTimeOffset Now = new(2026, 6, 12, 10, 0, 0, TimeSpan.Zero);
    public static readonly RunOptions Options = new();

    public static Revision Revision(int number) => new((UInt128)(uint)number);

    public static UploadEntry Entry(int revision = 1, ControlFiles? control = null) => new()
    {
        Root = "/share",
        Seen = new UploadObservation
        {
            Revision = Revision(revision),
            Stamp = (ulong)revision,
            Files = 20,
            Photos = 20,
            Bytes = 1_000_000,
            Control = control ?? ControlFiles.None,
        },
        FoundAt = Now.AddHours(-1),
        SeenAt = Now,
        WalkedAt = Now,
        Sightings = 5,
        RevisionSightings = 5,
        QuietFor = TimeSpan.FromMinutes(10),
        SettledAt = Now.AddMinutes(-1),
    };

    public static ProjectUpload Upload(UploadEntry entry, UploadFault? fault = null) => new()
    {
        Project = Project,
        Folder = "/share/" + Project,
        Entry = entry,
        Fault = fault,
    };

    /// <summary>Settled, looked at, nothing wrong, never run.</summary>
    public static ProjectObservation Ready(int revision = 1, ControlFiles? control = null)
    {
        var seen = new ProjectObservation
        {
            Project = Project,
            Output = Output,
            Engine = "test",
            Upload = Upload(Entry(revision, control)),
            Settle = new SettleVerdict(true, ""),
        };
        return seen with { Report = Report(mayRun: true) };
    }

    public static ValidationReport Report(bool mayRun)
    {
        var imagery = new ProjectImagery { Project = Project, Folders = ["/share/" + Project] };
        var finding = new Finding(
            FindingCodes.PhotoCutOff, Severity.Error, "a.JPG", "a.JPG is cut off.", "Copy it again.");
        return new ValidationReport(imagery, mayRun ? [] : [finding]);
    }

    public static RunRecord Record(int revision = 1, int attempt = 1, bool open = true, bool launched = true)
    {
        var run = RunName.For(Project, Revision(revision).ToString(), attempt);
        return new RunRecord
        {
            Run = run,
            Project = Project,
            Revision = Revision(revision).ToString(),
            Attempt = attempt,
            FirstAttempt = 1,
            Engine = "test",
            Photos = "/share/" + Project,
            Folder = $"{Output}/{run}",
            IntendedAt = Now.AddHours(-1),
            LaunchedAt = launched ? Now.AddHours(-1) : null,
            ClosedAt = open ? null : Now.AddMinutes(-5),
            Result = open ? null : "failed",
        };
    }

    /// <summary>The plan of a run of automate-metashape with three steps.</summary>
    public static RunPlan Plan(double hours, bool takesConfig = true) => new()
    {
        Photos = 20,
        PhotoBytes = 1_000_000,
        EstimatedHours = hours,
        EstimatedDiskBytes = 5_000_000_000,
        ConfigSha256 = takesConfig ? new string('0', 64) : null,
        Steps = [new("setup", "4", "16Gi"), new("match_photos", "4", "16Gi"), new("finalize", "4", "16Gi")],
    };

    public static CompletedMarker Completed(int revision = 1) => new()
    {
        Project = Project,
        Revision = Revision(revision).ToString(),
        WrittenAt = Now.AddMinutes(-5),
        Message = "1 product",
        Run = Record(revision).Run,
        Engine = "test",
        Attempt = 1,
        Products = [new Product("x", 1)],
    };

    public static FailedMarker Failed(int revision = 1, DateTimeOffset? retryAt = null, int attempt = 1) => new()
    {
        Project = Project,
        Revision = Revision(revision).ToString(),
        WrittenAt = Now.AddMinutes(-5),
        Message = "exit code 1",
        Run = Record(revision, attempt).Run,
        Engine = "test",
        Attempt = attempt,
        RetryAt = retryAt,
    };

    public static InvalidMarker Invalid(ProjectObservation seen, string? retryFile = null) => new()
    {
        Project = Project,
        Revision = seen.Revision!,
        WrittenAt = Now.AddMinutes(-5),
        Message = "a.JPG is cut off.",
        UploadStamp = seen.UploadStamp!,
        RetryFile = retryFile,
        Findings = Report(mayRun: false).Findings,
    };
}
