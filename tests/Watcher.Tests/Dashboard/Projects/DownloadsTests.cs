using System.Net;
using OfoWatcher.Dashboard.Projects;

namespace OfoWatcher.Tests.Dashboard.Projects;

public sealed class DownloadsTests
{
    private static readonly IPAddress One = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress Other = IPAddress.Parse("10.0.0.2");
    private static readonly IPAddress Third = IPAddress.Parse("10.0.0.3");

    private readonly Downloads places = new(most: 4);

    [Fact]
    public void One_address_has_half_of_the_places_and_nobody_waits_for_one()
    {
        Assert.Equal([true, true, false], Begin(One, One, One));
        Assert.Equal([true, true, false, false], Begin(Other, Other, Other, Third));

        places.End(One);

        Assert.Equal([false, true, false], Begin(Other, Third, One));
    }

    [Fact]
    public void The_machine_itself_may_have_all_of_them() =>
        Assert.Equal(
            [true, true, true, true, false],
            Begin(IPAddress.Loopback, IPAddress.Loopback, IPAddress.Loopback, IPAddress.Loopback, IPAddress.Loopback));

    private bool[] Begin(params IPAddress[] from) => [.. from.Select(places.TryBegin)];
}
