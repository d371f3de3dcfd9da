using Microsoft.Extensions.Configuration;
using OfoWatcher.Reconciling;
using OfoWatcher.Settings;
using OfoWatcher.Validation;

namespace OfoWatcher.Tests.Settings;

public sealed class WatcherSettingsTests
{
    private const string Time = "a time such as 00:10:00 ([days.]hours:minutes:seconds)";
    private const string Format = "([days.]hours:minutes:seconds)";

    [Fact]
    public void Sound_settings_are_read()
    {
        var (settings, faults) = SettingsText.Read(
            ("Intake:InputRoots:1", "/share/more"), ("intake:quietperiod", "1.02:03:04"), ("Runs:Backlog", "process"),
            ("Runs:PauseLaunches", "true"), ("Validation:MinImages", "30"), ("Local:Command:0", "run"));

        Assert.Empty(faults);
        Assert.Equal(["/share/in", "/share/more"], settings.Intake.InputRoots);
        Assert.Equal(new TimeSpan(1, 2, 3, 4), settings.Intake.QuietPeriod);
        Assert.Equal(BacklogPolicy.Process, settings.Runs.Backlog);
        Assert.True(settings.Runs.PauseLaunches);
        Assert.Equal(30, settings.Validation.MinImages);
        Assert.Equal("run", Assert.Single(settings.Local.CommandOrDefault));
        Assert.Equal("/share/out", settings.Output.Root);
    }

    [Theory]
    [InlineData(
        "Intake:ScanInterval", "00:00:00.5",
        "is \"00:00:00.5000000\" but must be a time from 00:00:01 to 1.00:00:00 " + Format)]
    [InlineData(
        "Intake:ScanInterval", "1.00:00:01",
        "is \"1.00:00:01\" but must be a time from 00:00:01 to 1.00:00:00 " + Format)]
    [InlineData("Intake:ScanInterval", "soon", "is \"soon\" but must be " + Time)]
    [InlineData("Intake:ScanInterval", "", "is \"\" but must be " + Time)]
    [InlineData("Intake:ScanInterval", null, "is nothing but must be " + Time)]
    [InlineData("Intake:ScanInterval", "10", "is \"10\" but must be " + Time)] // Would be ten days.
    [InlineData("Intake:ScanInterval", "24:00:00", "is \"24:00:00\" but must be " + Time)] // Would be 24 days.
    [InlineData(
        "Intake:ScanInterval:Seconds", "10", "is a group of settings but must be " + Time, "Intake:ScanInterval")]
    [InlineData(
        "Intake:ScanCron", "* * *", "is \"* * *\" but must be empty or a cron expression of Quartz with seconds "
            + "first, such as \"0 0/5 * * * ?\"")]
    [InlineData("Intake:ScanCron", null, "is nothing but must be a text")]
    [InlineData(
        "Intake:QuietPeriod", "-00:10:00", "is \"-00:10:00\" but must be a time from 00:00:01 to 7.00:00:00 " + Format)]
    [InlineData(
        "Intake:FullScanInterval", "8.00:00:00",
        "is \"8.00:00:00\" but must be a time from 00:00:01 to 7.00:00:00 " + Format)]
    [InlineData(
        "Intake:StalePartialAfter", "31.00:00:00",
        "is \"31.00:00:00\" but must be a time from 00:00:01 to 30.00:00:00 " + Format)]
    [InlineData(
        "Intake:StallTimeout", "01:00:01", "is \"01:00:01\" but must be a time from 00:00:01 to 01:00:00 " + Format)]
    [InlineData("Intake:UploadCompleteMarker", "", "is \"\" but must be a file name that does not begin with a dot")]
    [InlineData(
        "Intake:UploadCompleteMarker", "a/b", "is \"a/b\" but must be a file name that does not begin with a dot")]
    [InlineData(
        "Intake:InputRoots", "/a", "is \"/a\" but must be a list, one entry each: Intake:InputRoots:0=…, "
            + "Intake:InputRoots:1=…")]
    [InlineData("Intake:InputRoots:0", "share", "is \"share\" but must be an absolute path")]
    [InlineData(
        "Intake:InputRoots:0", null, "holds no text at place 0 but must be a list of texts", "Intake:InputRoots")]
    [InlineData(
        "Intake:InputRoots:1", "/share/in/deeper", "is [/share/in, /share/in/deeper] but must name folders none of "
            + "which lies within another", "Intake:InputRoots")]
    [InlineData(
        "Intake:InputRoots:1", "/share/in/", "is [/share/in, /share/in/] but must name folders none of which lies "
            + "within another", "Intake:InputRoots")]
    [InlineData("Intake:IgnoredFolders:0", "a/b", "is \"a/b\" but must be a folder's name without a path")]
    [InlineData("Output:Root", "out", "is \"out\" but must be an absolute path")]
    [InlineData("Output:Root", "", "is \"\" but must be an absolute path")]
    [InlineData("Output:Root", "/share/in", "is \"/share/in\" but must not be or contain the input folder /share/in")]
    [InlineData("Output:Root", "/share", "is \"/share\" but must not be or contain the input folder /share/in")]
    [InlineData("Output:Root", "/", "is \"/\" but must not be or contain the input folder /share/in")]
    [InlineData("Validation:MinImages", "0", "is 0 but must be a whole number from 1 to 1000000")]
    [InlineData("Validation:MinImages", "1000001", "is 1000001 but must be a whole number from 1 to 1000000")]
    [InlineData("Validation:MinImages", "many", "is \"many\" but must be a whole number")]
    [InlineData("Validation:MinImages", "15.5", "is \"15.5\" but must be a whole number")]
    [InlineData("Validation:MinImages", "99999999999", "is \"99999999999\" but must be a whole number")]
    [InlineData(
        "Validation:Severities:photo-empty", "Fatal",
        "holds \"Fatal\" at photo-empty but must hold one of Error, Warning, Info, Off there", "Validation:Severities")]
    [InlineData(
        "Validation:Severities:photo-empty", "1",
        "holds \"1\" at photo-empty but must hold one of Error, Warning, Info, Off there", "Validation:Severities")]
    [InlineData(
        "Validation:Severities:photo-empty:Weight", "Off",
        "holds nothing at photo-empty but must hold one of Error, Warning, Info, Off there", "Validation:Severities")]
    [InlineData(
        "Validation:Severities", "Off",
        "is \"Off\" but must be a group of settings: Validation:Severities:NAME=one of Error, Warning, Info, Off")]
    [InlineData(
        "Validation:Severities:foto-empty", "Off",
        "is Off but must be named by the code of a finding; did you mean photo-empty?")]
    [InlineData("Validation:Severities:name", "Off", "is Off but must not be set: this finding is always an Error")]
    [InlineData(
        "Validation:Severities:check-failed", "Error", "is Error but must not be set: this finding is always an Error")]
    [InlineData("Validation:MaxGapArea", "101", "is 101 but must be a whole number from 0 to 100")]
    [InlineData("Validation:MinForwardOverlap", "100", "is 100 but must be a whole number from 0 to 99")]
    [InlineData(
        "Validation:MissionGap", "00:00:30",
        "is \"00:00:30\" but must be a time from 00:01:00 to 3650.00:00:00 " + Format)]
    [InlineData("Runs:MaxConcurrentRuns", "1001", "is 1001 but must be a whole number from 1 to 1000")]
    [InlineData("Runs:Order", "Random", "is \"Random\" but must be one of FirstSettled, SmallestFirst")]
    [InlineData("Runs:MinFreeSpace", "-1", "is -1 but must be a whole number from 0 to 1000000")]
    [InlineData("Runs:Priorities:fire-*", "101", "is 101 but must be a whole number from -100 to 100")]
    [InlineData(
        "Runs:Priorities:fire-*", "high", "holds \"high\" at fire-* but must hold a whole number there",
        "Runs:Priorities")]
    [InlineData("Runs:MaxLaunchesPerHour", "0", "is 0 but must be a whole number from 1 to 10000")]
    [InlineData("Runs:MaxAttempts", "101", "is 101 but must be a whole number from 1 to 100")]
    [InlineData(
        "Runs:RetryDelay", "2.00:00:00",
        "is \"2.00:00:00\" but must be a time from 00:00:01 to 1.00:00:00 " + Format, null, 2)]
    [InlineData("Runs:MaxRetryDelay", "00:00:05", "is \"00:00:05\" but must not be less than RetryDelay")]
    [InlineData("Runs:PauseLaunches", "yes", "is \"yes\" but must be true or false")]
    [InlineData("Runs:OnChange", "Again", "is \"Again\" but must be one of Reprocess, Ignore")]
    [InlineData("Runs:OnChangeWhileRunning", "", "is \"\" but must be one of Restart, Finish")]
    [InlineData("Runs:Backlog", "1", "is \"1\" but must be one of Hold, Process")]
    [InlineData("Runs:Backlog", "Hold,Process", "is \"Hold,Process\" but must be one of Hold, Process")]
    [InlineData(
        "Runs:MaxRuns", "1", "is no setting; Runs knows MaxConcurrentRuns, Order, Priorities, MinFreeSpace, "
            + "MaxLaunchesPerHour, PauseLaunches, MaxAttempts, RetryDelay, MaxRetryDelay, OnChange, "
            + "OnChangeWhileRunning, Backlog")]
    [InlineData(
        "Local:CommandOrDefault:0", "x",
        "is no setting; Local knows Command, TimeLimit, StopGrace", "Local:CommandOrDefault")]
    [InlineData(
        "Local:TimeLimit", "31.00:00:00",
        "is \"31.00:00:00\" but must be a time from 00:00:01 to 30.00:00:00 " + Format)]
    [InlineData(
        "Local:StopGrace", "01:00:00", "is \"01:00:00\" but must be a time from 00:00:00 to 00:10:00 " + Format)]
    [InlineData(
        "Local:Command:0", "{photo}",
        "is [{photo}] but must be a program and its arguments: '{photo}' holds the unknown placeholder {photo}; "
            + "the placeholders are {photos} {config} {output} {project_folder} {project} {run} {watcher}",
        "Local:Command")]
    [InlineData(
        "Logging:LogLevel:Default", "Info", "is \"Info\" but must be one of Trace, Debug, Information, Warning, "
            + "Error, Critical, None")]
    [InlineData(
        "Logging:Console:LogLevel:Quartz", "", "is \"\" but must be one of Trace, Debug, Information, Warning, "
            + "Error, Critical, None")]
    [InlineData("Logging:Console:FormatterName", "xml", "is \"xml\" but must be one of story, json, simple, systemd")]
    [InlineData(
        "Intke:QuietPeriod", "00:01:00", "is no section; the sections are Intake, Output, Validation, Runs, Workflows, "
            + "Local, Argo, AfterRun, Notifications, Dashboard, Telemetry, Logging", "Intke")]
    [InlineData("Workflows:Engine", "argoo", "is \"argoo\" but must be one of Auto, Argo, Local")]
    [InlineData(
        "Argo:Namespace", "Argo_1", "is \"Argo_1\" but must be empty, or lower-case letters, digits and dashes, 63 at most, "
            + "a letter or digit first and last")]
    [InlineData(
        "Argo:WorkflowTemplate", "-", "is \"-\" but must be empty, or lower-case letters, digits and dashes, 63 at most, "
            + "a letter or digit first and last")]
    [InlineData("Argo:Pipeline", "Both", "is \"Both\" but must be one of Steps, Single")]
    [InlineData(
        "Telemetry:OtlpEndpoint", "collector:4317",
        "is \"collector:4317\" but must be empty or an address such as \"http://collector:4317\"")]
    [InlineData("Telemetry:OtlpProtocol", "Http", "is \"Http\" but must be one of Grpc, HttpProtobuf")]
    [InlineData(
        "AfterRun:UploadTo", "s3://bucket", "is \"s3://bucket\" but must be empty, or a bucket's name and folders below it, "
            + "such as ofo-public/drone/products")]
    [InlineData(
        "AfterRun:UploadUrl", "ftp://x", "is \"ftp://x\" but must be empty, or an address that begins with https://")]
    [InlineData("AfterRun:CompletionLog", "log", "is \"log\" but must be empty, or an absolute path")]
    [InlineData(
        "AfterRun:FollowUpTemplate", "A b", "is \"A b\" but must be empty, or the name of a WorkflowTemplate")]
    [InlineData("AfterRun:DeleteProject", "yes", "is \"yes\" but must be true or false")]
    [InlineData(
        "Argo:LeaseDuration", "00:00:04", "is \"00:00:04\" but must be a time from 00:00:05 to 00:10:00 "
            + "([days.]hours:minutes:seconds)")]
    public void A_wrong_setting_is_told_with_its_key_its_value_and_what_is_allowed(
        string key, string? value, string fault, string? shownKey = null, int faults = 1)
    {
        var found = SettingsText.FaultsOf((key, value));

        Assert.Contains($"{shownKey ?? key} {fault}", found);
        Assert.Equal(faults, found.Count);
    }

    [Fact]
    public void Severities_are_read_by_code()
    {
        var (settings, faults) = SettingsText.Read(
            ("Validation:Severities:photo-ignored", "off"), ("Validation:Severities:gps-missing", "Error"));

        Assert.Empty(faults);
        Assert.Equal(
            [("gps-missing", FindingWeight.Error), ("photo-ignored", FindingWeight.Off)],
            settings.Validation.Severities.Select(pair => (pair.Key, pair.Value)).Order());
        Assert.True(settings.Validation.IsOff("photo-ignored"));
        Assert.False(settings.Validation.IsOff("gps-missing"));
    }

    [Fact]
    public void A_code_that_resembles_none_is_answered_with_all_there_are()
    {
        var fault = Assert.Single(SettingsText.FaultsOf(("Validation:Severities:everything", "Off")));

        Assert.All(FindingCatalog.Codes, code => Assert.Contains(code, fault, StringComparison.Ordinal));
    }

    [Fact]
    public void All_faults_are_told_at_once_also_those_beside_each_other()
    {
        var faults = SettingsText.FaultsOf(
            ("Runs:MaxAttempts", "0"), ("Runs:Backlog", "x"), ("Runs:Typo", "1"), ("Intake:QuietPeriod", "x"),
            ("Local:StopGrace", "01:00:00"), ("Output:Root", "out"), ("Logging:LogLevel:Default", "x"));

        Assert.Equal(
            [
                "Intake:QuietPeriod", "Output:Root", "Runs:Backlog", "Runs:Typo", "Runs:MaxAttempts", "Local:StopGrace",
                "Logging:LogLevel:Default",
            ],
            faults.Select(fault => fault.Split(' ')[0]));
        Assert.All(faults, fault => Assert.DoesNotContain('\n', fault));
    }

    [Fact]
    public void Without_an_input_folder_there_is_nothing_to_watch()
    {
        var faults = new List<string>();
        WatcherSettings.Read(new ConfigurationBuilder().Build(), faults);

        Assert.Equal(
            [
                "Intake:InputRoots is [] but must name at least one folder",
                "Output:Root is \"\" but must be an absolute path",
            ],
            faults);
    }

    [Theory]
    [InlineData("/share/in/output")]
    [InlineData("/share/in-output")]
    [InlineData("/elsewhere")]
    public void Results_may_lie_below_or_beside_the_input_folder(string root) =>
        Assert.Empty(SettingsText.FaultsOf(("Output:Root", root)));

    [Fact]
    public void A_variable_of_the_environment_that_is_called_like_a_section_does_no_harm() =>
        Assert.Empty(SettingsText.FaultsOf(("Output", "/somewhere"), ("Local", "yes")));
}
