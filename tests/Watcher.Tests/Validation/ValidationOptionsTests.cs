using OfoWatcher.Validation;

namespace OfoWatcher.Tests.Validation;

public sealed class ValidationOptionsTests
{
    [Fact]
    public void Each_setting_changes_the_fingerprint_and_the_same_settings_have_the_same()
    {
        var options = new ValidationOptions();
        ValidationOptions[] others =
        [
            options with { MinImages = 16 },
            options with { FatalSideOverlap = 21 },
            options with { MissionGap = TimeSpan.FromHours(7) },
            options with { Severities = new Dictionary<string, FindingWeight> { ["gps-zero"] = FindingWeight.Off } },
            options with { Severities = new Dictionary<string, FindingWeight> { ["gps-zero"] = FindingWeight.Info } },
        ];

        Assert.Equal(options.Fingerprint, new ValidationOptions().Fingerprint);
        Assert.Equal(
            others.Length + 1, others.Select(other => other.Fingerprint).Append(options.Fingerprint).Distinct().Count());
    }
}
