using k8s.Models;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Tests.Reconciling.Leadership;

public sealed class LeaseClaimTests
{
    private const string Me = "me";
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);

    /// <summary>What stands in the Lease, for how many seconds it has, and what follows.</summary>
    [Theory]
    [InlineData(null, 0, 0, "Create")]
    [InlineData("", 60, 0, "Take")]
    [InlineData("me", 60, 0, "Renew")]
    [InlineData("me", 60, 1000, "Renew")]
    [InlineData("other", 60, 0, "Wait until 60")]
    [InlineData("other", 60, 59.999, "Wait until 60")]
    [InlineData("other", 60, 60, "Take")]
    [InlineData("other", 60, 3600, "Take")]
    [InlineData("other", 15, 15, "Wait until 60")]
    [InlineData("other", 120, 60, "Wait until 120")]
    [InlineData("other", 120, 120, "Take")]
    [InlineData("other", 1_000_000, 60, "Wait until 600")]
    [InlineData("other", 1_000_000, 600, "Take")]
    [InlineData("other", -5, 60, "Take")]
    public void What_stands_in_the_Lease_and_for_how_long_decides(
        string? holder, int promised, double unchangedFor, string expected)
    {
        var seen = LeaseSighting.First(holder is null ? null : Lease("1", holder, promised), TimeSpan.Zero);

        Assert.Equal(expected, Words(Decide(seen, unchangedFor)));
    }

    [Fact]
    public void A_renewal_starts_the_wait_anew()
    {
        var seen = LeaseSighting.First(Lease("1", "other"), At(0)).Next(Lease("2", "other"), At(50));

        Assert.Equal("Wait until 110", Words(Decide(seen, 61)));
        Assert.Equal("Take", Words(Decide(seen, 110)));
    }

    [Fact]
    public void Another_look_at_the_same_version_does_not_prolong_the_wait()
    {
        var seen = LeaseSighting.First(Lease("1", "other"), At(0)).Next(Lease("1", "other"), At(50));

        Assert.Equal("Take", Words(Decide(seen, 60)));
    }

    [Fact]
    public void No_time_that_is_written_in_the_Lease_counts()
    {
        var future = Lease("1", "other");
        future.Spec.RenewTime = new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var past = Lease("1", "other");
        past.Spec.RenewTime = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        Assert.Equal("Take", Words(Decide(LeaseSighting.First(future, At(0)), 60)));
        Assert.Equal("Wait until 60", Words(Decide(LeaseSighting.First(past, At(0)), 59)));
    }

    [Fact]
    public void The_holder_of_a_Lease_that_was_deleted_has_time_to_notice()
    {
        var seen = LeaseSighting.First(Lease("1", "other"), At(0)).Next(null, At(10)).Next(null, At(30));

        Assert.Equal("Wait until 70", Words(Decide(seen, 69)));
        Assert.Equal("Create", Words(Decide(seen, 70)));
        Assert.Equal("Wait until 100", Words(Decide(seen.Next(Lease("3", "other"), At(40)), 71)));
    }

    [Fact]
    public void Nobody_has_to_notice_that_a_released_Lease_was_deleted()
    {
        var seen = LeaseSighting.First(Lease("1", ""), At(0)).Next(null, At(10));

        Assert.Equal("Create", Words(Decide(seen, 10)));
    }

    [Fact]
    public void A_Lease_that_says_nothing_is_free()
    {
        var empty = new V1Lease { Metadata = new V1ObjectMeta { ResourceVersion = "1" } };

        Assert.Equal("Take", Words(Decide(LeaseSighting.First(empty, At(0)), 0)));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(119, false)]
    [InlineData(121, true)]
    [InlineData(-119, false)]
    [InlineData(-3600, true)]
    [InlineData(null, true)]
    public void A_holder_looks_dead_when_its_sign_of_life_is_further_off_than_twice_the_duration_before_or_ahead(int? age, bool expected)
    {
        var now = new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
        var lease = Lease("1", "other");
        lease.Spec.RenewTime = age is { } seconds ? now.UtcDateTime.AddSeconds(-seconds) : null;

        Assert.Equal(expected, LeaseRecord.LooksAbandoned(lease, Duration, now));
        Assert.Equal(expected, LeaseRecord.LooksAbandoned(lease, Duration / 2, now));
    }

    [Fact]
    public void The_longest_that_a_watcher_can_set_is_the_longest_that_is_believed() =>
        Assert.Equal(ArgoOptions.MaxLeaseDuration, LeaseRecord.PromisedBy(Lease("1", "other", int.MaxValue)));

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static LeaseClaim Decide(LeaseSighting seen, double now) => LeaseClaim.Decide(seen, Me, Duration, At(now));

    private static string Words(LeaseClaim claim) => claim switch
    {
        LeaseClaim.Wait wait => $"Wait until {wait.Until.TotalSeconds}",
        _ => claim.GetType().Name,
    };

    private static V1Lease Lease(string version, string holder, int promised = 60) => new()
    {
        Metadata = new V1ObjectMeta { ResourceVersion = version },
        Spec = new V1LeaseSpec { HolderIdentity = holder, LeaseDurationSeconds = promised },
    };
}
