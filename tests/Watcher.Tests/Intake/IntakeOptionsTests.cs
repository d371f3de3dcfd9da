using OfoWatcher.Intake;
using OfoWatcher.Platform;

namespace OfoWatcher.Tests.Intake;

public sealed class IntakeOptionsTests
{
    private static readonly IntakeOptions Good = new() { InputRoots = ["/share"] };

    [Fact]
    public void The_defaults_are_right_but_for_the_input_folder()
    {
        Assert.Empty(Faults(Good));
        Assert.Equal(["Intake:InputRoots is [] but must name at least one folder"], Faults(new IntakeOptions()));
    }

    public static TheoryData<string, string[]> WrongRoots => new()
    {
        { "Intake:InputRoots:1 is \"share\" but must be an absolute path", ["/share", "share"] },
        { "Intake:InputRoots:0 is \"\" but must be an absolute path", [""] },
        { "Intake:InputRoots is [/share, /share/2] but must name folders none of which lies within another",
            ["/share", "/share/2"] },
        { "Intake:InputRoots is [/share/, /share] but must name folders none of which lies within another",
            ["/share/", "/share"] },
        { "Intake:InputRoots is [/a/../share/x, /share] but must name folders none of which lies within another",
            ["/a/../share/x", "/share"] },
        { "Intake:InputRoots is [/, /share] but must name folders none of which lies within another", ["/", "/share"] },
    };

    [Theory]
    [MemberData(nameof(WrongRoots))]
    public void A_wrong_input_folder_is_named(string message, string[] roots) =>
        Assert.Equal([message], Faults(Good with { InputRoots = roots }));

    [Fact]
    public void Input_folders_may_lie_side_by_side_though_their_names_begin_alike() =>
        Assert.Empty(Faults(Good with { InputRoots = ["/share", "/share2", "/shar"] }));

    public static TheoryData<string> Times =>
    [
        nameof(IntakeOptions.ScanInterval), nameof(IntakeOptions.QuietPeriod), nameof(IntakeOptions.FullScanInterval),
        nameof(IntakeOptions.StalePartialAfter), nameof(IntakeOptions.StallTimeout),
    ];

    [Theory]
    [MemberData(nameof(Times))]
    public void Times_have_a_least_and_a_most(string setting)
    {
        var (set, most) = Setter(setting);
        var allowed = $"must be a time from 00:00:01 to {most:c} ([days.]hours:minutes:seconds)";
        Assert.Empty(Faults(set(TimeSpan.FromSeconds(1))));
        Assert.Empty(Faults(set(most)));
        Assert.Equal([$"Intake:{setting} is \"00:00:00\" but {allowed}"], Faults(set(TimeSpan.Zero)));
        Assert.Equal([$"Intake:{setting} is \"-00:00:01\" but {allowed}"], Faults(set(TimeSpan.FromSeconds(-1))));
        var over = most + TimeSpan.FromSeconds(1);
        Assert.Equal([$"Intake:{setting} is \"{over:c}\" but {allowed}"], Faults(set(over)));
    }

    [Theory]
    [InlineData("0 0/5 * * * ?", true)]
    [InlineData("0 0 6 ? * MON-FRI", true)]
    [InlineData("*/5 * * * *", false)] // Without seconds, as other crons have it.
    [InlineData("now and then", false)]
    public void A_cron_expression_has_seconds_first(string cron, bool isGood)
    {
        var faults = Faults(Good with { ScanCron = cron });
        var expected =
            $"Intake:ScanCron is \"{cron}\" but must be empty or a cron expression of Quartz with seconds first, "
            + "such as \"0 0/5 * * * ?\"";
        Assert.Equal(isGood ? [] : [expected], faults);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x/_UPLOADED")]
    [InlineData(".uploaded")]
    public void The_upload_complete_marker_is_a_plain_name(string name) =>
        Assert.Equal(
            [$"Intake:UploadCompleteMarker is \"{name}\" but must be a file name that does not begin with a dot"],
            Faults(Good with { UploadCompleteMarker = name }));

    [Theory]
    [InlineData("")]
    [InlineData("/share/old")]
    public void Ignored_folders_are_plain_names(string name) =>
        Assert.Equal(
            [$"Intake:IgnoredFolders:1 is \"{name}\" but must be a folder's name without a path"],
            Faults(Good with { IgnoredFolders = ["old", name] }));

    [Fact]
    public void All_faults_are_told_together() =>
        Assert.Equal(3, Faults(new IntakeOptions { ScanCron = "x", QuietPeriod = TimeSpan.Zero }).Count);

    private static (Func<TimeSpan, IntakeOptions> Set, TimeSpan Most) Setter(string setting) => setting switch
    {
        nameof(IntakeOptions.ScanInterval) => (t => Good with { ScanInterval = t }, TimeSpan.FromDays(1)),
        nameof(IntakeOptions.QuietPeriod) => (t => Good with { QuietPeriod = t }, TimeSpan.FromDays(7)),
        nameof(IntakeOptions.FullScanInterval) => (t => Good with { FullScanInterval = t }, TimeSpan.FromDays(7)),
        nameof(IntakeOptions.StalePartialAfter) => (t => Good with { StalePartialAfter = t }, TimeSpan.FromDays(30)),
        _ => (t => Good with { StallTimeout = t }, TimeSpan.FromHours(1)),
    };

    private static List<string> Faults(IntakeOptions options) =>
    [
        .. new IntakeOptionsValidator().Validate(options).Errors
            .Select(failure => SettingRules.Describe(IntakeOptions.Section, failure)),
    ];
}
