using System.Net;
using Microsoft.Extensions.Time.Testing;
using OfoWatcher.Dashboard.Security;

namespace OfoWatcher.Tests.Dashboard.Security;

public sealed class RepeatedRefusalsTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly List<string> told = [];
    private readonly RepeatedRefusals refusals;

    public RepeatedRefusalsTests() =>
        refusals = new RepeatedRefusals(time, oneByOne: 2, (from, count) => told.Add($"{from}: {count}"));

    public void Dispose() => refusals.Dispose();

    [Fact]
    public void The_first_ones_of_an_address_are_news_and_the_others_a_number_after_a_minute()
    {
        Assert.Equal(2, NewsOf(1000, "10.0.0.1"));
        Assert.Equal(1, NewsOf(1, "10.0.0.2"));
        Assert.Empty(told);

        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["10.0.0.1: 998"], told);
        Assert.Equal(2, NewsOf(3, "10.0.0.1"));
        time.Advance(TimeSpan.FromMinutes(1));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["10.0.0.1: 998", "10.0.0.1: 1"], told);
    }

    [Fact]
    public void Many_addresses_do_not_fill_the_log_either()
    {
        Assert.Equal(100, Enumerable.Range(0, 60_000).Sum(number => NewsOf(1, $"2001:db8:{number:x}::1")));

        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["many others: 59900"], told);
    }

    [Fact]
    public void What_was_not_told_yet_is_told_at_the_end()
    {
        NewsOf(5, "10.0.0.1");

        refusals.Dispose();

        Assert.Equal(["10.0.0.1: 3"], told);
    }

    private int NewsOf(int count, string from) =>
        Enumerable.Range(0, count).Count(_ => refusals.IsNews(IPAddress.Parse(from)));
}
